// Finds text that claims a change. It judges turns that changed nothing, where such a claim can only be false.
// Questions, offers, refusals and descriptions of meetings that exist are no claims.
import type { SituationMeeting } from './situation.ts';

const DONE =
  '(?:booked|re-?booked|scheduled|re-?scheduled|arranged|moved|shifted|postponed|pushed|cancell?ed|called off|deleted|removed|' +
  'created|added|updated|changed|renamed|extended|shortened|set up|completed|confirmed|accepted|declined|sent|invited|saved)';
const ADVERB = '(?:now|just|also|already|successfully|gone ahead and|went ahead and|both|all|since)';

const CLAIMS = [
  // "I've booked", "I have just moved", "we went ahead and cancelled"
  new RegExp(`\\b(?:I|we)(?:['’]ve| have|['’]m| am)?(?: ${ADVERB})* ${DONE}\\b`, 'i'),
  // "has been booked", "have now been moved", "was cancelled", "is now scheduled", "got moved"
  new RegExp(`\\b(?:has|have)(?: ${ADVERB})* been(?: ${ADVERB})* ${DONE}\\b`, 'i'),
  new RegExp(`\\b(?:is|are|was|were|got)(?: (?:now|just|successfully|officially))+ ${DONE}\\b`, 'i'),
  new RegExp(`\\b(?:was|were|got) ${DONE}\\b`, 'i'),
  // "Booked!", "Done: moved to 3 PM", "Cancelled your 1:1"
  new RegExp(`^\\W*(?:(?:ok|okay|done|great|sure|alright|perfect)\\W+)*${DONE}\\b`, 'i'),
  /^\W*(?:(?:ok|okay|great|sure|alright|perfect)\W+)*(?:all )?(?:done|sorted)\b(?!\s+(?:by|at|with)\b)/i,
  /\b(?:you(?:['’]re| are)|it(?:['’]s| is)|we(?:['’]re| are)|that(?:['’]s| is)) (?:now )?(?:all set|all booked|good to go|done|sorted)\b/i,
  /\b(?:is|are) (?:on|off|in) (?:your|the|their) calendars? now\b/i,
  /\binvit(?:e|es|ation|ations) (?:is|are|went|(?:has|have) gone) (?:out|on (?:its|their) way|sent)\b/i,
];

/** "Your demo is booked for Thursday": true of a meeting that stands, a claim otherwise. */
const STATE =
  /\b(?:is|are|you['’]re|it['’]s|that['’]s) (?:booked|scheduled|confirmed|set up|cancell?ed|moved|rescheduled)\b/i;
const ENDED = /\b(?:cancell?ed|moved|rescheduled)\b/i;

const NEGATED = /\b(?:not|never|nothing|nobody|none|no|cannot|without|unable|failed|neither)\b|n['’]t\b/i;
const CONDITIONAL =
  /\b(?:if|once|when|until|unless|before|would|could|can|should|shall|may|might|want|like me to|let me)\b/i;
/** "2 PM is already booked", "it was cancelled by Bob", "had been moved". */
const REPORTED =
  /\b(?:is|are|was|were) already\b|\balready (?:been )?\w+ed\b(?<!\b(?:I|we)(?:['’]ve| have)? already \w+)|\bby \p{Lu}/u;

function isStatement(sentence: string): boolean {
  return !sentence.trimEnd().endsWith('?') && !NEGATED.test(sentence) && !CONDITIONAL.test(sentence);
}

/** `meetings` are those that the user has: saying that one of them is scheduled claims nothing new. */
export function claimsChange(text: string, meetings: readonly Pick<SituationMeeting, 'title'>[]): boolean {
  const statements = sentencesOf(text).filter(isStatement);
  return statements.some((sentence) => {
    if (REPORTED.test(sentence)) return false;
    if (CLAIMS.some((claim) => claim.test(sentence))) return true;
    if (!STATE.test(sentence)) return false;
    const low = sentence.toLowerCase();
    return ENDED.test(sentence) || !meetings.some(({ title }) => title !== '' && low.includes(title.toLowerCase()));
  });
}

/** Sentences and clauses: a denial in one does not excuse a claim in the next. */
function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?;:])\s+|\n+|,? (?:but|and so|so) /).filter((sentence) => sentence.trim() !== '');
}
