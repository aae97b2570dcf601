// People told of without a name, whom no calendar can invite: "somebody from IT", "her assistant", "whoever runs
// payroll", "finance and legal".
import { isRole } from '../recognise/names.ts';

const DEPARTMENT =
  '(?:[Ss]ales|[Mm]arketing|[Ll]egal|[Ff]inance|HR|hr|IT|[Ee]ngineering|[Pp]rocurement|[Oo]ps|[Oo]perations|[Pp]ayroll|[Ff]acilities|[Cc]ompliance|[Aa]ccounting|[Aa]ccounts|[Pp]urchasing|[Ss]ecurity|[Pp]eople ops|[Rr]eception|[Aa]dmissions|[Mm]anagement|[Ll]eadership|[Cc]ustomer success|[Dd]evops|[Cc]omms|PR|QA|R&D|[Rr]egistry|[Uu]nderwriting|[Ll]ogistics|[Dd]esign|[Pp]roduct|[Dd]ata|[Ss]upport|[Ee]ditorial|[Tt]reasury|[Cc]reative|[Pp]roduction|[Rr]ecruiting|[Rr]evenue|[Ww]arehouse|[Hh]ousekeeping)';
const END = '(?= *(?:$|[,.;:!?)]|#|(?:and|at|on|about|for|re|to|from|via|over|tomorrow|please|this|next)\\b))';
const PATTERNS: readonly RegExp[] = [
  /\b(?:with|and|plus|invite|include|add|see|meet|need|call|interview|get|book|schedule|have|put|find|ask) (?:someone|somebody|anyone|anybody|whoever|whomever|one of (?:the|our|my|their|his|her)|some(?: people| folks)? from|people from|a few of)\b/i,
  new RegExp(
    `(?:\\b(?:[Ww]ith|[Mm]eet|[Ss]ee|[Ii]nvite|[Ll]oop in|(?:talk|speak|chat) (?:to|with))|#p\\d+,? (?:and|&|\\+|plus)|${DEPARTMENT} (?:and|&|\\+)) (?:the |our )?${DEPARTMENT}${END}`,
    'u',
  ),
  // "Dana's replacement", "a friend of Dana's", "Dana plus one"
  /#p\d+ ?'s (?:lot|replacement|successor|deputy|boss|manager|assistant|pa|ea|people|crew|folks|colleagues?|friend|wife|husband|reports?)\b(?! *[,(:]? *#p)/i,
  /\b(?:friend|colleague|relative|guest|report|assistant|boss) of #p|\bwhoever \p{L}+ #p|#p\d+ *(?:and|plus|\+|&) *(?:a )?(?:guest|one|1)\b(?! ?(?:h|m|of)\w*)/iu,
  // "Dana & co", "Dana, Omar and the rest of the squad"
  /#p\d+ *,? *(?:(?:and|&|\+|plus|,) *(?:co\b\.?(?!-)|(?:the |all (?:the )?)?(?:rest|others?|remaining)\b|friends\b|colleagues\b|company\b(?! \p{L})|associates\b|family\b(?! \p{L}))|et\.? al\b)/iu,
];
/** "and her assistant", "plus a colleague of his". */
const BESIDE =
  /(?:(?:#p\d+|\b(?:with|invite|meet|see)) *,? *(?:and|&|\+|plus|,|with)? *(?:his|her|their|#p\d+ ?'s|an?|one|another|two|some|the other)|#p\d+ *,? *(?:and|&|\+|plus) (?:that|this|those|the)) ((?:[\p{L}-]+ ){0,2}?[\p{L}-]+)(?! *[,(:]? *#p)(?= *(?:$|[,.;:!?)]|#[^p]|(?:of|from|at|on|in|about|for|re|to|via|over|tomorrow|please|this|next|together)\b))/giu;
const COLLECTIVE =
  /^(?:team|boss|manager|colleagues?|clients?|customers?|vendors?|people|folks|guys?|girls?|lad(?:y|ies)|gentlem[ae]n|m[ae]n|wom[ae]n|bloke|chap|dude|fella|lads?|person|reports?|others?)$/i;

/** Whether the words tell of somebody who is not named. */
export function unnamedIn(text: string): boolean {
  return (
    PATTERNS.some((pattern) => pattern.test(text)) ||
    [...text.matchAll(BESIDE)].some(([, words = '']) => {
      const last = words.split(' ').at(-1) ?? '';
      return isRole(last) || COLLECTIVE.test(last);
    })
  );
}
