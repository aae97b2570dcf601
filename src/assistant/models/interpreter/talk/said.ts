// What our last words say, whoever worded them: that something was done, that one thing is proposed, or that several
// are offered; and which meetings they speak of. Another model's "Tim, Friday 15:00–15:30, OK?" is read like our own.
import type { Situation, SituationMeeting } from '../../../situation.ts';
import { type Wall, wallOf } from '../calendar.ts';
import { once } from '../once.ts';
import { sketchOf } from '../recognise/recognise.ts';
import type { Sketch } from '../recognise/sketch.ts';
import type { Intent } from '../wishes/intent.ts';

export interface Said {
  readonly text: string;
  readonly sketch: Sketch;
  /** An answer is waited for. */
  readonly asks: boolean;
  /** Something was changed, and nothing is asked about it. */
  readonly done: boolean;
  /** The sentence that asks, with the one before it where it only asks whether that is right. */
  readonly question: Sketch | undefined;
  /** The question proposes one thing, which a yes would do. */
  readonly proposes: boolean;
}

/** "Anything else?" waits for nothing. */
const CLOSES = /\b(?:(?:any|some)thing (?:else|more)|what else|help you|further help)\b/i;
const CLOSING = new RegExp(`[^.!?]*${CLOSES.source}[^.!?]*\\?`, 'gi');
const CHANGED =
  /\b(?:(?:re)?booked|(?:re)?scheduled|set up|all set|added|moved|updated|changed|shifted|pushed|extended|shortened|cancell?ed|removed|deleted|completed|invited|done|(?:on|in) (?:your|the) calendar|(?:now|is) (?:at|on|from) )/i;
const UNCHANGED =
  /\b(?:not|nothing|never|already|busy|taken|cannot|unable|conflicts?|clash(?:es)?|free|available)\b|n['’]t\b/i;
const ASKS_PLAINLY =
  /\b(?:please (?:tell|give|let|choose|pick|confirm)|(?:tell|let) me (?:know )?(?:the|when|which|who|what|how|a)|i (?:still )?need (?:a|an|the|to know))\b/i;
const OPEN_QUESTION = /\b(?:which|what|when|whom?|how (?:long|many)|where)\b/i;
/** "OK?", "Is that right?": the sentence before says what. */
const IS_IT_RIGHT = /^[^#]{0,40}\?/;
const SENTENCE_END = /(?<=[.!?])\s+(?=["'“(]?\p{Lu})|\n+/u;

/** What takes time is read when it is asked for: of most answers of a conversation it never is. */
export function saidOf(text: string, situation: Situation): Said {
  const plain = (CLOSES.test(text) ? text.replace(CLOSING, ' ') : text).trim();
  const sentences = plain.split(SENTENCE_END);
  const last = sentences.findLastIndex((sentence) => sentence.includes('?'));
  const asks = last >= 0 || ASKS_PLAINLY.test(plain);
  const sketch = once(() => sketchOf(plain, situation));
  const asked = once(() => (last < 0 ? undefined : sketchOf(sentences[last] ?? '', situation)));
  const question = once(() =>
    last > 0 && IS_IT_RIGHT.test(asked()?.text ?? '')
      ? sketchOf(`${sentences[last - 1]} ${sentences[last]}`, situation)
      : asked(),
  );
  return {
    text,
    asks,
    done: !asks && CHANGED.test(plain) && !UNCHANGED.test(plain),
    get sketch() {
      return sketch();
    },
    get question() {
      return question();
    },
    get proposes() {
      return last >= 0 && !OPEN_QUESTION.test(asked()?.text ?? '');
    },
  };
}

const ASKED_FOR: readonly (readonly [Intent, RegExp])[] = [
  ['cancel', /\b(?:cancel|delete|remove|drop|call off)\b/i],
  ['move', /\b(?:move|reschedule|shift|push|postpone)\b/i],
  ['book', /\b(?:book|schedule|set up|put|reserve|invite|invited|take|arrange|plan)\b/i],
];

/** What a question of ours is about to do, by the first verb in it. */
export function intentAsked({ question, asks }: Said): Intent | undefined {
  const text = asks ? (question?.text ?? '') : '';
  const found = ASKED_FOR.flatMap(([intent, verb]) => {
    const at = text.search(verb);
    return at < 0 ? [] : [{ intent, at }];
  });
  return found.sort((a, b) => a.at - b.at)[0]?.intent;
}

/** Meetings that the words name, in their order: by title, or else by day and time. */
export function meetingsNamed({ text, sketch, done }: Said, situation: Situation): SituationMeeting[] {
  if (situation.meetings.length === 0) return [];
  const at = meetingsAt(sketch, situation);
  if (done && at.length === 1) return at;
  const titled = situation.meetings
    .flatMap((meeting) => {
      const place = placeOf(text, meeting.title);
      return place < 0 ? [] : [{ meeting, place }];
    })
    .sort((a, b) => a.place - b.place)
    .map(({ meeting }) => meeting);
  if (titled.length === 0) return at;
  const likely = (meeting: SituationMeeting) =>
    at.includes(meeting) || !titled.some((other) => other.title === meeting.title && at.includes(other));
  return titled.filter(likely);
}

function placeOf(text: string, title: string): number {
  // A pattern a title takes its time: most titles do not stand there at all.
  if (title === '' || !text.toLowerCase().includes(title.toLowerCase())) return -1;
  const escaped = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.search(new RegExp(`(?<![\\p{L}\\d])${escaped}(?![\\p{L}\\d])`, 'iu'));
}

/** Meetings that start at a time of the text, on a day of it where it names any; in the order of the times. */
function meetingsAt(sketch: Sketch, { meetings, zone }: Situation): SituationMeeting[] {
  const days = sketch.all('d');
  const minutes = [...sketch.text.matchAll(/#[tr](\d+)/g)].flatMap(
    ([, index]) => sketch.at('t', index)?.minute ?? sketch.at('r', index)?.from ?? [],
  );
  const fits = ({ day, minute }: Wall) =>
    minutes.includes(minute) && (days.length === 0 || days.some(({ from, to }) => day >= from && day <= to));
  const found = meetings.map((meeting) => ({ meeting, at: wallOf(meeting.start, zone) })).filter(({ at }) => fits(at));
  return found
    .sort((a, b) => minutes.indexOf(a.at.minute) - minutes.indexOf(b.at.minute))
    .map(({ meeting }) => meeting);
}
