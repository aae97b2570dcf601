// Groups whose members are named in the same breath: "the three finalists (Kim, Raj and Tea)", "the two of us (me and
// Jonah)". The group adds nobody, and its number is told twice; where the numbers differ it stays, to be asked about.
import { isRole } from './names.ts';
import { numberOf } from './numbers.ts';
import type { Sketch } from './sketch.ts';

const COUNT = 'two|three|four|five|six|seven|eight|[2-8]';
const MEMBERS = '(?:(?:me|myself|i)\\b|#p\\d+)(?:[ ,&+/]*(?:and |plus )?(?:(?:me|myself|i)\\b|#p\\d+))*';
const GROUP = new RegExp(
  `\\b(?:(?:all|both|just|only) )*(?:(?:the|our|my|their|these|those) )?(?:(${COUNT}) )?(?:of (us|them)|((?:[\\p{L}-]+ ){0,2})([\\p{L}-]+))(?: (?:at|from|of|in) [^#(),.;:]{2,40}?)? *((?:\\(|:|, ?(?:namely|i\\.?e\\.?,?)|- )+|,) *(${MEMBERS}) *\\)?`,
  'giu',
);
const OF_US = new RegExp(
  `,? *\\b(?:for |with )?(?:(?:just|only) )*(?:(?:the )?(${COUNT}) of us|us (two|three|four)|(both) of us)\\b`,
  'gi',
);
/** "demo for the US folks with kelly@…": for whom it is, while somebody else is named who comes. */
const FOR_GROUP =
  /(?<=\b(?:demo|session|training|workshop|intro|presentation|webinar|onboarding|walkthrough|briefing|tour) )for (?:the|our) (?:[\p{L}-]+ ){0,2}(?:folks|guys|team|crew|people|group|lot)\b/giu;
/** What several people are called together. */
const TOGETHER =
  /^(?:people|persons|folks|guys|team|crew|group|panel|gang|lot|others|colleagues|clients|customers|vendors|leads|heads|managers|bosses|speakers|hosts|girls|boys|men|women|teams?|committee|board|family|couple|pair|trio|attendees|guests|candidates)$/i;
const isGroup = (noun: string) => TOGETHER.test(noun) || (/s$/i.test(noun) && isRole(noun));
const count = (word: string | undefined) => (word === undefined ? undefined : /both/i.test(word) ? 2 : numberOf(word));

/** Leaves out the groups whose members stand beside them. */
export function namedGroups(sketch: Sketch): void {
  if (!/#p\d/.test(sketch.text)) return;
  sketch.text = sketch.text.replace(
    GROUP,
    (
      all,
      number: string | undefined,
      ours: string | undefined,
      _,
      noun: string | undefined,
      joint,
      members: string,
    ) => {
      const marked = new Set(members.match(/#p\d+/g));
      const people = marked.size;
      const told = count(number);
      // Behind a comma alone they may come besides, unless they are as many or their addresses are given.
      const addressed = [...marked].every((one) => sketch.at('p', one.slice(2))?.person.email);
      if (joint === ',' && !addressed && told === undefined) return all;
      const selves = /\b(?:me|myself|i)\b/i.test(members) || ours === 'us' ? 1 : 0;
      const fits = told === undefined || told === people || (selves === 1 && told === people + 1);
      return people > 0 && fits && (ours || isGroup(noun ?? '')) ? ` ${members} ` : all;
    },
  );
  if (/\bwith #p\d/i.test(sketch.text)) sketch.text = sketch.text.replace(FOR_GROUP, ' ');
  const people = new Set(sketch.text.match(/#p\d+/g)).size;
  sketch.text = sketch.text.replace(OF_US, (all, ...words: (string | undefined)[]) =>
    count(words.slice(0, 3).find(Boolean)) === people + 1 ? ' ' : all,
  );
  sketch.tidy();
}
