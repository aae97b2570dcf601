// By what means a meeting is held, where the words say so.

export type Conference = 'google_meet' | 'teams' | 'zoom' | 'jitsi' | 'phone' | 'in_person' | 'none';

const MEANS = '(?:zoom|(?:ms |microsoft )?teams|google meet|gmeet|meet|jitsi|phone|video|in person)';
/** "not on zoom": said of what it shall not be. */
const RULED_OUT = new RegExp(
  `\\b(?:no|not(?: (?:on|over|via|in|by|a))?|without|instead of|rather than) (?:an? |the )?${MEANS}\\b`,
  'gi',
);
/** "no video link": nothing shall be set up. */
const NONE =
  /\b(?:no|without(?: an?| any)?|don't (?:need|add)(?: an?| any)?) (?:(?:video|zoom|teams|meet|conference|conferencing|call|dial[- ]in|online) )?(?:link|conference|conferencing|video|video call|dial[- ]in)\b/i;

/** The first that fits. One that may be a common word counts only where it stands as a means. */
const NAMED: readonly (readonly [Conference, RegExp])[] = [
  ['google_meet', /\b(?:google meets?|gmeet|g-meet|g ?meet|hangouts?|(?:on|over|via|by|using|in) (?:a )?meet)\b/i],
  ['google_meet', /(?:^|[,.;(-]|#[a-z]\d+) *meet *(?=$|[,.;)]|link\b)/i],
  [
    'teams',
    /\b(?:ms teams|microsoft teams|(?:on|over|via|in|using|by) teams|teams (?:call|meeting|link|please)|teams(?= (?:with )?#p))\b/i,
  ],
  ['teams', /(?:^|[,.;(-]|#[a-z]\d+) *teams *(?=$|[,.;)]|#)/i],
  ['zoom', /\bzoom\b/i],
  ['jitsi', /\bjitsi\b/i],
  [
    'phone',
    /\b(?:on (?:his|her|their|my|the) (?:mobile|cell(?: ?phone)?|landline|number)|phone)\b(?! (?:screen|interview)s?\b)/i,
  ],
  ['in_person', /\b(?:in[- ]person|face[- ]to[- ]face|irl)\b/i],
];

/** The words that name the means, as they stand. */
export function meansIn(said: string): string | undefined {
  const text = said.replace(RULED_OUT, ' ');
  for (const [, pattern] of NAMED) {
    const found = text.match(pattern)?.[0];
    if (found) return found;
  }
  return said.match(NONE)?.[0];
}

/** "about the phone system": what they talk about, by whatever means. */
const SPOKEN_OF =
  /\b(?:about|regarding|re:?|topic:?|discuss|review|go over) (?:the |our |my |a )?(?:[\p{L}-]+ )?(?:zoom|teams|phone|meet|video|google) (?!(?:with|at|on|for|please|call|link|to|from|and|or)\b)\p{L}+/giu;

export function conferenceOf(said: string): Conference | undefined {
  const text = said.replace(RULED_OUT, ' ').replace(SPOKEN_OF, ' ');
  return NAMED.find(([, pattern]) => pattern.test(text))?.[0] ?? (NONE.test(said) ? 'none' : undefined);
}
