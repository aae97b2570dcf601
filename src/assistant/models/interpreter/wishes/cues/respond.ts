// The words of a yes and of a no to a request, where no verb of accepting or declining stands.

const TELLS = '(?:tell|let|reply|answer|write|message|text)\\b.*';
const GOOD = '(?:fine|ok(?:ay)?|good|great|perfect|alright|cool)';

/** A yes in whatever words. */
export const AGREES = new RegExp(
  [
    `\\b${TELLS}\\b(?:${GOOD}|works?|suits?|happy|in|yes|sure|see (?:him|her|them|you) then)\\b`,
    `\\b(?:is|are|sounds|looks|be)(?: all| just| totally| perfectly)? ${GOOD}(?: (?:by|with|for) (?:me|us))?[.! ]*$`,
    `^(?:(?:ok|okay|sure|yes|and|but|also)\\b[ ,]*)*${GOOD} (?:by|with|for) (?:me|us)\\b`,
    "'s (?:an? yes|fine|ok(?:ay)?|good)\\b",
    '\\b(?:is|be) an? yes\\b',
    '\\b(?:can|may|should) go ahead\\b',
    '\\b(?:happy|glad|keen|pleased) to (?:meet|see|talk|speak|do|have|join|host)\\b',
    '\\b(?:works|suits)(?: well| fine)? (?:for )?(?:me|us)\\b',
    "^(?:(?:ok|okay|sure|yes|fine|and|but|also|please|i'll|let's)\\b[ ,]*)*(?:take|do|have|keep) (?:the \\p{L}|\\p{L}+ ?'s\\b|#p\\d+ ?'s)",
  ].join('|'),
  'iu',
);
/** A no in whatever words. */
export const REFUSES = new RegExp(
  [
    `\\b${TELLS}\\b(?:no|not|busy|away|out|can't|cannot|won't|sorry|unavailable)\\b`,
    '\\blet (?:#p\\d+|\\p{L}+|him|her|them) down\\b',
    '\\bnot (?:really )?interested\\b',
    "\\b(?:(?:will|can|could|would) not|won't|can't|cannot|couldn't) (?:join|attend|make|do|come|take)\\b",
    "\\b(?:rather|'d better) not\\b",
    "'s an? no\\b|\\b(?:is|be) an? no\\b",
    '\\b(?:no thanks|no thank you)\\b',
    "^(?:(?:and|but|also|please|i'll|let's|just|gonna)\\b[ ,]*)*(?:skip|ignore|pass on|ditch|bin|refuse)\\b",
  ].join('|'),
  'iu',
);
