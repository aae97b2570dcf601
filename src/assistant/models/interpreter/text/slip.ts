// Slips of the thumb, and endings that do not change what a word means.

/** One letter more, less or other, or two neighbours swapped. */
export function oneSlip(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

/** "hiring" and "hire" are one word, so are "swimming" and "swim". */
export function stem(word: string): string {
  return word.length < 4 ? word : word.replace(/(?:ings?|ed|es|s|e)$/, '').replace(/(.)\1$/, '$1');
}
