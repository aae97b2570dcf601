// A clause that names a meeting which stands, in so many words, is about that meeting: "sprint planning to 4",
// "no standup on monday", "what time is the review".
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { ask, type Decision } from '../decide/decision.ts';
import { ENDS } from '../decide/length.ts';
import { label } from '../decide/phrase.ts';
import { samePerson } from '../recognise/people.ts';
import type { Sketch } from '../recognise/sketch.ts';
import type { Intent } from './intent.ts';
import { moodOf } from './mood.ts';
import { fits, titleWords } from './resolve.ts';

/** "prep for the design review", "a follow-up to the demo": another meeting because of one that stands. */
const BECAUSE_OF =
  /(?<=\b(prep(?:aration|are|ping)?|debrief(?:ing)?|rehears(?:al|e)|dry[- ]run|run-?through|follow[- ]?up|recap|pre-?meeting|read-?through)(?: call| session| meeting| chat| time)?) (?:for|of|on|to|after|from|about|before) (?:the |my |our )?[^,.;#]*/i;

/** The only meeting all of whose title stands in the clause. */
export function namedMeeting(sketch: Sketch, said: string, situation: Situation): SituationMeeting | undefined {
  const [because = '', kind = ''] = said.match(BECAUSE_OF) ?? [];
  const isOne = situation.meetings.some(({ title }) => title.toLowerCase().includes(kind.toLowerCase()));
  return meetingIn(sketch, isOne ? said : said.replace(because, ' '), situation);
}

function meetingIn(sketch: Sketch, clause: string, situation: Situation): SituationMeeting | undefined {
  const whole = sketch.words(clause).toLowerCase();
  const said = titleWords(whole).join(' ');
  const named = situation.meetings.filter(({ title, attendees }) => {
    const words = titleWords(title);
    if (words.length === 0 || !words.every((word) => fits(said, word, false))) return false;
    const names = attendees.flatMap(({ name, email }) => titleWords(`${name ?? ''} ${email?.split('@')[0] ?? ''}`));
    return words.some((word) => !names.includes(word)) || whole.includes(title.toLowerCase());
  });
  const longest = Math.max(...named.map(({ title }) => titleWords(title).length));
  const [only, ...others] = named.filter(({ title }) => titleWords(title).length === longest);
  if (only || others.length > 0) return others.length === 0 ? only : undefined;
  const plain = clause.replace(TOPIC, ' ').replace(/#p\d+/g, (person) => sketch.words(person));
  const lead = /#p\d/.test(clause) ? undefined : plain.match(LEAD)?.[1];
  const pointed = titleWords(plain.match(POINTED)?.[1] ?? lead ?? '');
  const meant = situation.meetings.filter(
    ({ title }) => pointed.length > 0 && pointed.every((word) => fits(title.toLowerCase(), word)),
  );
  const [one, ...more] = meant;
  const strangers = sketch
    .all('p', clause)
    .some(({ person }) => !one?.attendees.some((attendee) => samePerson(attendee, person)));
  return more.length === 0 && !strangers ? one : undefined;
}

/** "the coffee": one word of a title is enough after such an article. */
/** What a meeting is about is not the meeting. */
const TOPIC =
  /(?<=#[pu]\d+(?: #[dt]\d+| at)*) on (?:the|our) .*$|\b(?:about|regarding|re|to (?:discuss|talk about|go over|prep(?:are)?(?: for)?|review)|for|after|before) .*$/i;
const LEAD =
  /^(?:(?:please|can (?:we|you)|let's|have|do|make|put|keep|give|start|begin|set) )*((?:[\p{L}:'-]+ ?){1,2})/iu;
const POINTED = /\b(?:the|my|our|that) ((?:[\p{L}\d:&'-]+ ?){1,3})/iu;

/** A new meeting is asked for, though one of that name stands. */
const ANEW =
  /\b(?:book|schedule|set ?up|arrange|invite|another|new|an? (?:second|third|separate|extra|additional|further|fresh|follow[- ]?up)|create|reserve|block|organi[sz]e|plan|fix|put (?:in|an?|it|me|us)|pencil|add (?!#u)|grab|squeeze|find|hop on|throw)\b/i;
const CALLED_OFF = [
  /\b(?:skip|ditch|(?<!\b(?:me|don't|not|never|i|we) )forget(?: about)?|nix|never ?mind)\b/i,
  /\bno (?:more )?need\b|\bno longer\b/i,
  /\b(?:no|not do(?:ing)?|not hav(?:e|ing)) (?:the |our |my )?(?=\p{L})/iu,
  /\b(?:don't|do not|won't|no longer) need to (?:meet|talk|speak|sync|catch up)\b/i,
  /\b(?:don't|do not|won't|no longer|not) (?:need|be needing|needed|happening|necessary|required|be happening|have)\b/i,
  /(?:\b(?:is|are|was) |'s )(?:off(?! (?:to|sick|work)\b)|cancel(?:l?ed)?|not happening|no longer|not needed|dead)\b/i,
  /\b(?:isn't|is not|aren't|won't be|not) (?:happening|taking place|going ahead)\b/i,
  /\b(?:won't|will not|can't|cannot) (?:be at|be able|make|attend|join|do|come)\b/i,
];
/** "we don't need the retro anymore": said to whom keeps the calendar, it asks for it too. */
const GIVEN_UP =
  /\b(?:don't|do not|no longer|won't) need to (?:meet|talk|speak|sync|catch up|do)\b.*\b(?:after all|any ?more)\b|\bnot (?:doing|having)\b.*\b(?:any ?more|after all)\b|\b(?:don't|do not|won't|no longer) (?:need|be needing) (?:the|our|my|that|this|it|#[dp]\d+ ?'s)(?!\w)(?! (?:room|projector|slides?|deck|car|desk|space|screen|full|whole|entire|hour|time|room|extra|rest|zoom|video|link))|\bno (?:more )?need (?:any ?more )?(?:for|of)\b|\bno longer (?:need|doing|having)\b/i;
/** "skip" asks for it; the others may only tell of it. */
const SKIP = /^(?:please |let's |pls |can (?:we|you) )*(?:just )?(?:skip|ditch|nix)\b/i;
const OVER = /\b(?:is|are|was|got|we|just|have|has|already)\b.*\b(?:done|over|finished|completed?)\b/i;
const TARGET =
  /#[trs]\d|#d\d|\bsame time\b|#u\d+ *(?:later|earlier|sooner|back|forward)|\b(?:later|earlier|back|forward|up) (?:by )?#u/i;
/** "needs 15 more minutes", "only 30 min": another length. */
const LENGTH =
  /\b(?:needs?|give|gets?|(?:will|should) take|takes|lasts|has to be|should last)\b.*#u|#u\d+ (?:is|will be|would be) (?:enough|plenty|fine)\b|#u\d+ (?:more|longer|shorter)|\b(?:another|extra|only|just) #u|\bfor (?:only |just )?#u\d+ (?:instead|only)|(?:^| )\+ ?#u|#u\d+,? (?:and )?(?:not|instead of|rather than) #u/i;
/** Signs that the time is where it should go. */
const TOWARDS =
  /\bto (?=(?:the )?#[dtrs])|\binstead\b|\b(?:should|needs? to|has to|must|will|is going to|moved?|moves|has moved)\b|\bnow\b|\bmake it\b|\b(?:later|earlier|sooner|back|forward)\b|\bnot (?=#[dtr])|\b(?:want|need|like|prefer)\b.*\b(?:at|on|to)\b|\b(?:can|could|may|should|will|must) (?!\bi\b)[^.;?]{2,40} (?:wait|slip|slide|hold off)\b|^(?:(?:please|pls|can you|could you|can we|could we|just|also|and)\b[ ,]*)*(?:let's|let us|have|put|make|do|start|begin|set|keep(?=.* (?:but|only|just)\b))\b|\binstead of\b|\brather\b|\b(?:can|could|would) (?:(?!\bi\b).)*\b(?:be|go|happen|start|come|sit|land|take place) (?:(?:at|on) )?#[dt]|\bsame (?:time|hour|slot)s?\b|\b(?:start|begin) (?:it )?at\b/i;
const WANTED: readonly Intent[] = ['book', 'unknown', 'list', 'availability'];

/** Said of a time or a meeting that it is not to be. */
export const isOff = (clause: string): boolean =>
  /(?:#[dt]\d+ (?:is|are|was) |#[dt]\d+ ?'s )(?:off(?! (?:to|sick|work)\b)|cancel(?:l?ed)?|not happening|no longer)\b/i.test(
    clause,
  );

export interface Retold {
  readonly intent: Intent;
  /** It may only be told, or be meant otherwise: asked before it is done. */
  readonly doubtful: boolean;
  /** It is its length that changes. */
  readonly resized?: boolean;
}

/** What a clause means by naming a meeting, or undefined where its intent stands. */
export function retold(intent: Intent, clause: string): Retold | undefined {
  if (!WANTED.includes(intent)) return undefined;
  if (moodOf(clause) === 'question')
    return intent === 'book' || intent === 'unknown' || /\bwhat time\b/i.test(clause)
      ? { intent: 'list', doubtful: false }
      : undefined;
  if (intent !== 'list' && intent !== 'availability' && CALLED_OFF.some((pattern) => pattern.test(clause)))
    return { intent: 'cancel', doubtful: !SKIP.test(clause) && !GIVEN_UP.test(clause) };
  if (LENGTH.test(clause) || ENDS.test(clause)) return { intent: 'move', doubtful: false, resized: true };
  if (ANEW.test(clause) || intent === 'availability' || intent === 'list') return undefined;
  if (OVER.test(clause) && !TARGET.test(clause)) return { intent: 'complete', doubtful: true };
  if (TARGET.test(clause)) return { intent: 'move', doubtful: !TOWARDS.test(clause) };
  return undefined;
}

/** The clause as a wish to move the named meeting: its title goes, what is left is where to. */
export function withoutTitle(sketch: Sketch, clause: string, { title }: SituationMeeting): string {
  const words = new Set(titleWords(title));
  return clause
    .split(' ')
    .filter((part) => {
      const own = titleWords(/^#p\d/.test(part) ? sketch.words(part) : part);
      return own.length === 0 || !own.every((word) => words.has(word));
    })
    .join(' ');
}

export function moveOrBook(meeting: SituationMeeting, situation: Situation): Decision {
  return ask(
    `${label(meeting, situation)}, stands already. Shall I move it there, or book another one?`,
    ['confirm', 'meeting', 'date', 'time', 'text'],
    ['move it', 'book another one'],
  );
}
