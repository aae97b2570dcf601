// Names in other forms than one name a person: "Mr and Mrs Okafor" are two, "the Hendersons" come under one, and a role
// before a name says who is meant. What is written short is written out before names are looked for.
import { isFirstName } from './first-names.ts';
import { isFiller, isRole, isStructure, mayBeName } from './names.ts';
import type { Sketch } from './sketch.ts';

const COUPLE = /\b(Mr|Mrs|Ms|Dr|Prof)\.? (?:and|&|\+) (Mr|Mrs|Ms|Dr|Prof)\.? (\p{Lu}[\p{L}'-]+)/gu;
/** "20 min max": no Max. */
const AT_MOST = /(#u\d+),? *(?:max|maximum|tops|at (?:the )?(?:very )?most)\b\.?(?! #)/gi;
const CAPITAL = "\\p{Lu}[\\p{L}'-]+(?!\\p{L})";
/** "paralegal Dan", "Acme's CFO Linda Park", "our new designer Bo". */
const WITH_ROLE = new RegExp(
  `\\b(?:(?:(?:our|my|the|their|his|her|your|an?) (?:[\\p{L}-]+ ){0,2}?|\\p{Lu}[\\p{L}-]+'s (?:[\\p{L}-]+ )??)|(?:prospective|potential|new|former|senior|junior|interim|acting|deputy|external|freelance|visiting|incoming|outgoing|fellow) )?([\\p{L}-]+) (?=(${CAPITAL}))`,
  'gu',
);
/** Roles that are as often a part of what the meeting is called, or a verb. */
const LOOSE =
  /^(?:lead|leads|head|heads|user|users|press|media|board|staff|crew|gang|group|groups|guest|guests|member|members|team|council|committee|family|coach|mr|mrs|ms|miss|prof|dr|sir|madam|nurse|principal|father|sister|brother|mother|president)$/i;

/** "me and coach Bec": written small, beside a joining word, a calling only tells who it is. */
const CALLING =
  /(?<=\b(?:with|and|for|see|meet|invite|add|book|me,|plus|&) (?:\p{Ll}[\p{Ll}-]+ )?)(?:coach|nurse|pastor|father|sister|brother|principal|chef|captain|judge|rabbi|imam|president|cousin|auntie|aunty) (?=\p{Lu}\p{Ll})/gu;

/** "with angel investor Paula", "with little Emma": what is written small before a name tells who it is. */
const DESCRIBED =
  /(?<=\b[Ww]ith (?:(?:our|my|the|their|his|her|an?) )?)((?:\p{Ll}[\p{Ll}-]+ ){1,3})(?=\p{Lu}\p{Ll}+(?! ?'s\b))/gu;

const FIRM_NAME =
  "\\p{Lu}[\\p{L}'-]+(?:(?:,? (?:&|and) | )\\p{Lu}[\\p{L}'-]+){0,3}?,? (?:LLP|LLC|Ltd|Limited|Inc|GmbH|AG|PLC|plc|Partners|Associates|Corp|Capital|Holdings|Solicitors|Chambers|Ventures|Logisti(?:cs|k)|Traders|Foundation|Consulting|Industries|Systems|Technologies|Pharma|Insurance|Properties)(?![\\p{L}\\d])";
const FIRM = new RegExp(`(?<=\\b(?:[Ww]ith|for|[Mm]eet|[Cc]all|[Ss]ee|[Ii]nvite|and) (?:the )?)${FIRM_NAME}`, 'gu');
const IS_FIRM = new RegExp(`^${FIRM_NAME}$`, 'u');

/** True for "Harrow & Finch LLP": a firm, by what stands behind its name. */
export const isFirm = (name: string): boolean => IS_FIRM.test(name);

/** Marks firms where a person may stand: with nobody else named, they are whom one meets. */
export function markFirms(sketch: Sketch): void {
  sketch.mark(FIRM, ([name = '']) => ({ kind: 'p', person: { name } }));
}

/** "my client Moana can do …": whoever has a calling and does something is a person. */
const ROLE_TELLS = new RegExp(
  `(?<=^|[.,;:!?] |\\b(?:since|because|that|so|and) )(?:(?:our|my|the|their|his|her|your|[Oo]ur|[Mm]y|[Tt]he) (?:new )?)([\\p{L}-]+) (${CAPITAL}(?: ${CAPITAL})?)(?= (?:can|could|wants|needs|has|is|said|says|asked|asks|would|suggested|suggests|proposed|proposes|confirmed|prefers|wrote|called|rang|works)\\b)`,
  'gu',
);
const isCalling = (role: string) =>
  (isRole(role) || /^(?:client|customer|vendor|manager|boss|colleague)$/.test(role)) && !LOOSE.test(role);

function describes(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  const strange = !isFiller(last) && !(words.length === 1 && isFirstName(last));
  return (isCalling(last) || strange) && !words.some((word) => isStructure(word));
}

export function writeOut(sketch: Sketch): void {
  sketch.mark(ROLE_TELLS, ([, role = '', name = '']) =>
    isCalling(role) && mayBeName(name.split(' ')[0] ?? '') ? { kind: 'p', person: { name } } : null,
  );
  sketch.text = sketch.text
    .replace(COUPLE, '$1. $3 and $2. $3')
    .replace(AT_MOST, '$1')
    .replace(CALLING, '')
    .replace(DESCRIBED, (all, told: string) => (describes(told.trim().split(' ')) ? '' : all))
    .replace(WITH_ROLE, (all, role: string, name: string) =>
      isRole(role) && !LOOSE.test(role) && mayBeName(name) ? '' : all,
    );
}
