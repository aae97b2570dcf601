// Capital letters that tell nothing apart: whoever writes all of a message in them.

/** Fewer words than this may be a title or an abbreviation: "Q3 QBR". */
const FEWEST_WORDS = 3;
/** Mentions and mail addresses are what they are. */
const KEPT = /<[^>]*>|\S+@\S+/g;

/** "BOOK RAYMOND 11/3 1 PM" in small letters; every other text as it is. */
export function withoutShouting(text: string): string {
  const words = text.replace(KEPT, ' ').match(/\p{L}[\p{L}']+/gu) ?? [];
  if (words.length < FEWEST_WORDS || words.some((word) => word !== word.toUpperCase())) return text;
  return text.replace(/<[^>]*>|\S+@\S+|\p{L}+/gu, (found) => (/[<@]/.test(found) ? found : found.toLowerCase()));
}
