// Numbers that are dictated: "twenty five minutes", "sixty percent". Before a unit they become digits, so that all that
// follows meets one way of writing; "three thirty" is a time and stays.
const ONES = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const TEENS = ['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const UNIT = 'minutes?|mins?|percent|per cent|%|days?|weeks?|hours?|seconds?';
const COUNTED = new RegExp(
  `\\b(?:(${TENS.join('|')})(?:[- ](${ONES.join('|')}))?|(${TEENS.join('|')}))(?=[- ]?(?:${UNIT})(?!\\p{L}))`,
  'giu',
);

/** The text with such numbers in digits. */
export function inDigits(text: string): string {
  return text.replace(COUNTED, (_, tens?: string, ones?: string, teen?: string) =>
    teen
      ? String(TEENS.indexOf(teen.toLowerCase()) + 13)
      : String((TENS.indexOf((tens ?? '').toLowerCase()) + 2) * 10 + ONES.indexOf((ones ?? '').toLowerCase()) + 1),
  );
}
