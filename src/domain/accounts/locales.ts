// How a reader is told dates, in the language of the words around them.
import type { Language } from './notifications.ts';

const DEFAULT_LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', de: 'de-DE' };

/**
 * The locale in which a reader is told dates: their own where it speaks the language of the text. English is read by
 * many who live elsewhere, and a Frenchman keeps his 24 hours then; German comes with the ways of Germany.
 */
export function localeOf({ language, locale }: { readonly language: Language; readonly locale: string }): string {
  const own = parsedLocale(locale);
  if (own?.language === language) return own.toString();
  const region = language === 'en' && own?.maximize().region;
  return region ? `en-${region}` : DEFAULT_LOCALES[language];
}

/** Null for what is no locale: it comes from a profile. */
function parsedLocale(locale: string): Intl.Locale | null {
  try {
    return new Intl.Locale(locale.replaceAll('_', '-'));
  } catch {
    return null;
  }
}
