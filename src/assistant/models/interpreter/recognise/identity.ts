// Who somebody is, told in a sentence of its own: "book Dr Shah at 2, her email is s.shah@clinic.org" names one person.
import type { Sketch } from './sketch.ts';

const WHO = '(?:he|she|they|his|her|their|him|them)';
const IDENTITY = new RegExp(
  `[ ,.;(-]*\\b(?:and |that's |that is )?(?:${WHO} (?:e-?mail|mail|address|contact|slack)(?: address| handle)?(?:(?: is|'s|:)| =)?|(?:you can |you'll )?(?:reach|find|get|e-?mail|mail) ${WHO} (?:at|on|under|via)|${WHO}(?:'s|'re| is| are)(?: at| on| under)?|(?:please )?send (?:${WHO} )?(?:the |an )?invit(?:e|ation)s? to(?: ${WHO} at)?) *:? #p(\\d+)(?= *(?:$|[,.;:!?)]|#[^p]|(?:at|on|for|about|and|please)\\b))`,
  'gi',
);

/** Puts the address in place of the one bare name of the message, or else beside those who are to come. */
/** "zk@bp.hu friday 3pm, that's Zoltan". */
const NAMED_AFTER =
  /[ ,.;(-]*\b(?:that's|that is|that would be|aka|i\.e\.|which is|(?:he|she)(?:'s| is)) #p(\d+) *\)?(?= *(?:$|[,.;:!?]|#))/i;

export function recogniseIdentity(sketch: Sketch): void {
  sketch.text = sketch.text.replace(NAMED_AFTER, (all, index: string, at: number) => {
    const [before, ...more] = new Set(sketch.text.slice(0, at).match(/#p\d+/g));
    const [named, other] = [sketch.at('p', index)?.person, sketch.at('p', before?.slice(2))?.person];
    const isName = more.length === 0 && named && !named.email && !named.slackId && other && !other.name;
    return isName ? ' ' : all;
  });
  const [found, ...more] = [...sketch.text.matchAll(IDENTITY)];
  const person = sketch.at('p', found?.[1])?.person;
  if (!found || more.length > 0 || !(person?.email || person?.slackId)) return;
  const plain = sketch.text.replace(found[0], ' ');
  if (new RegExp(`#p${found[1]}\\b`).test(plain)) {
    sketch.text = plain;
    return;
  }
  const bare = [...new Set(sketch.text.match(/#p\d+/g))].filter((marker) => {
    const other = sketch.at('p', marker.slice(2))?.person;
    return other && !other.email && !other.slackId;
  });
  const [only, ...others] = bare;
  sketch.text =
    only && others.length === 0
      ? plain.replace(new RegExp(`${only}\\b`, 'g'), `#p${found[1]}`)
      : sketch.text.replace(found[0], ` with #p${found[1]}`);
}
