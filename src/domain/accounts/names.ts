// How people call each other: compared without case and accents, by any of their names.

/** `José  Núñez` -> `jose nunez` */
export function normalName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}'@.+-]+/gu, ' ')
    .trim();
}

/** Every word by which somebody may be called: first and last names, the whole name, the mail's local part. */
export function nameWords(name: string, email: string): string[] {
  const whole = normalName(name);
  const local = normalName(email.split('@')[0] ?? '');
  return [...new Set([whole, ...whole.split(' '), local, ...local.split(/[.+_-]/)].filter((word) => word.length > 1))];
}
