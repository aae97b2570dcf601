// Numbers as people write them.

const WORDS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  'forty-five': 45,
  'forty five': 45,
  sixty: 60,
  ninety: 90,
  'a couple of': 2,
  'a couple': 2,
};
export const NUMBER =
  '\\d+(?:\\.\\d+)?|forty[- ]five|a couple(?: of)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|sixty|ninety';

/** The number that a word or digits name; NaN for anything else. */
export const numberOf = (word: string | undefined): number => {
  const low = (word ?? '').toLowerCase();
  return WORDS[low] ?? (low === '' ? Number.NaN : Number(low));
};
