// Which messages are parts of a wish and not wishes: words that only name, choose or correct something.
import { isStructure } from '../recognise/names.ts';
import { detailsIn } from '../wishes/details.ts';

/** What a correction or an answer is made of besides the names of days, times, lengths and people. */
const LINKING = new Set(
  `actually sorry oops ooops ups whoops no not wait hmm hm mm i mean meant i'd rather better best let's lets make turn
  into change changed should be is was instead of wrong typed type mistake said say saying please pls ok okay but and
  can could we you do would have it that this need needs needed want only just to at on for the a an start starts
  starting begin again works work suits suit fine good great same then now after all following next later earlier
  sooner back forward push move shift bump delay postpone bring pull by longer shorter extend shorten cut more less
  half quarter ah uh um oh well slot one time times day date hour hours minute minutes week weeks take go with prefer
  pick choose put too late early hold switch i'll if possible think thought guess don't didn't isn't won't yes my bad
  bit little thing whole full total me us in about around like say day's it's correct correction rest up ideally
  set ever whenever today tomorrow also too as plus first second third fourth last latest earliest middle number option
  give gives invite add include bring along cc loop enough plenty sufficient will does might much lot heaps loads tons even way far bit more`.split(
    /\s+/,
  ),
);
/** Verbs that ask for something of their own. */
const OWN_WISH =
  /\b(?:cancel|delete|drop|scrap|remove|book|schedule|reserve|arrange|meet|list|show|what|when|who|where|how|find|remind|accept|decline|am i|are you|is there|do i|free|available|busy)\b/i;

/** "would be kinder", "is perfect for me": how good it is, in whatever word. */
const JUDGED =
  /\b(?:would|'d|will|should|might|is|are|be|sounds|looks|seems|feels)(?: be)?(?: (?:much|way|far|so|a (?:bit|lot|little)|even|really|just|probably|all))* (?:\p{L}{2,}er|more \p{L}+|perfect|ideal|great|lovely|brilliant|wonderful|excellent|fantastic|awesome|okay|cool|possible|fine|wise|handy|easy|nice|safe|best)\b/giu;

/** The words of a text that are neither markers nor linking words. */
function strangeWords(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replace(/#[a-z]\d+(?: ?'s)?/g, ' ')
      .match(/[\p{L}\d][\p{L}\d':-]*/gu) ?? []
  ).filter((word) => !LINKING.has(word));
}

/** Only names, chooses or corrects: nothing in it asks for something else. */
export function isFragment(text: string): boolean {
  const plain = detailsIn(text).rest.replace(JUDGED, ' ');
  return !OWN_WISH.test(plain) && strangeWords(plain).every((word) => isStructure(word));
}
