// Who only passes a wish on: "Joanne asked me to get the appraisal with Tariq into the diary" is with Tariq.
import type { Sketch } from './sketch.ts';

const PASSED_ON =
  /#p\d+,? (?:(?:has|have|had|just|also|kindly|is|was|would|'d|'s) )*(?:(?:asks?|asked|asking|told|telling|tells|wants?|wanted|needs?|reminded|begged|instructed|encouraged|advised|urged|like) me (?:to|if i (?:can|could|would))|(?:recommended|recommends|suggested|suggests|proposed|insists|insisted|said|says|thinks|reckons|asked) (?:that )?i (?:should |must |ought to |could )?)(?= )/gi;
/** With somebody who is told of again, it is open who is meant. */
const TOLD_AGAIN = /\b(?:her|him|them|us)\b/i;
/** What one is told to see to, and by whom. */
const ON_BEHALF =
  /,? *\b(?:on behalf of|as (?:requested|suggested|discussed|agreed) (?:by|with)|(?:requested|suggested|recommended|referred|introduced|sent|put forward) by|at the request of|(?:many )?thanks to) #p\d+(?:(?<=thanks to #p\d+) for [^,.;#]*)?/gi;

/** "put half an hour in Dana's diary": with her. */
const INTO_A_DIARY =
  /(?<=\b(?:put|add|block|stick|pop|book|get|throw|drop|schedule|slot|squeeze|place|make|reserve|grab|set up)\b[^.;!?]{0,60}) (?:in|on|into|onto|to) (#p\d+) ?'s (?:calendar|diary|schedule|cal|agenda|book)\b/gi;

/** "he's bringing Mei": she comes, too. */
const BROUGHT =
  /,? *\b(?:and )?(?:he|she|they|who|#p\d+)(?:'s|'re|'ll| is| are| will)? (?:be )?(?:brings?|bringing) (#p\d+)(?: along| too| as well)?/gi;

/** "half an hour of Mei's time": with her. */
const OF_TIME = / of (#p\d+) ?'s time\b/gi;

/** "keep Eva in copy": invited, too. */
const IN_COPY = /,? *\b(?:and )?(?:keep|put|have|leave) (#p\d+) (?:in|on) (?:copy|cc|the loop|the invite)\b/gi;

/** Leaves out those who only ask for it, where somebody else is named. */
export function withoutReporters(sketch: Sketch): void {
  if (!/#p\d/.test(sketch.text)) return;
  sketch.text = sketch.text
    .replace(INTO_A_DIARY, ' with $1')
    .replace(IN_COPY, ' and with $1')
    .replace(OF_TIME, ' with $1')
    .replace(BROUGHT, ' and with $1');
  const left = (text: string) => /#p\d/.test(text);
  const told = sketch.text.replace(PASSED_ON, (found, at: number) =>
    /(?:recommend|suggest|propose)/i.test(found) || !TOLD_AGAIN.test(sketch.text.slice(at + found.length))
      ? 'I need to'
      : found,
  );
  if (left(told)) sketch.text = told;
  const plain = sketch.text.replace(ON_BEHALF, ' ');
  if (left(plain)) sketch.text = plain;
}
