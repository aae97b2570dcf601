// Other people in place of those said before: "no, with Tim", "it's Tom, not Tim".
import type { Situation, SituationPerson } from '../../../situation.ts';
import { decide } from '../decide/decide.ts';
import { act, type Decision } from '../decide/decision.ts';
import { mayBeName } from '../recognise/names.ts';
import { reference, samePerson } from '../recognise/people.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { RULED_OUT } from '../wishes/guests.ts';
import { withItems } from '../wishes/refine.ts';
import type { Talk } from './talk.ts';

/** "no, with Tim", "it's Tom, not Tim": other people for what waits, or for what was just booked. */
export function swapPeople(rest: Sketch, no: boolean, talk: Talk, situation: Situation): Decision | undefined {
  if (/#[dtrs]\d/.test(rest.text) || (!no && !INSTEAD.some((pattern) => pattern.test(rest.text)))) return undefined;
  const { frame, subject } = talk;
  const before =
    frame?.intent === 'book' ? frame.sketch.all('p').map(({ person }) => person) : (subject?.attendees ?? []);
  const named = rest.all('p', rest.text.replace(RULED_OUT, ' ')).map(({ person }) => person);
  const meant = no && named.length > 0 ? named : instead(rest, before);
  if (meant.length === 0) return undefined;
  if (frame?.intent === 'book') {
    const items = meant.map((person) => ({ kind: 'p', person }) as const);
    const sketch = withItems(frame, items);
    return decide({ ...frame, sketch, text: sketch.text }, situation);
  }
  if (frame || !subject?.own) return undefined;
  const removed = subject.attendees.filter((attendee) => !meant.some((person) => samePerson(attendee, person)));
  return act('update_meeting', {
    meetingId: subject.id,
    addAttendees: meant.map(reference),
    ...(removed.length > 0 ? { removeAttendees: removed.map(reference) } : {}),
  });
}

const ONE_NOT_OTHER =
  /^(?:(?:it's|it is|it should be|should be|i (?:said|meant)|with|sorry)[ ,]+)*(#p\d+|\p{L}[\p{L}'-]+),? (?:and )?not (?:with )?(#p\d+|\p{L}[\p{L}'-]+)[.! ]*$/iu;
const NOT_ONE_OTHER =
  /^not (?:with )?(#p\d+|\p{L}[\p{L}'-]+)(?:,| but|, but) (?:with )?(#p\d+|\p{L}[\p{L}'-]+)[.! ]*$/iu;

const INSTEAD = [ONE_NOT_OTHER, NOT_ONE_OTHER];

/** Who is meant in place of one of those people. */
function instead(rest: Sketch, before: readonly SituationPerson[]): SituationPerson[] {
  const [, right, wrong] = rest.text.match(ONE_NOT_OTHER) ?? [];
  const [, given, taken] = rest.text.match(NOT_ONE_OTHER) ?? [];
  const personOf = (said: string): SituationPerson => rest.all('p', said)[0]?.person ?? { name: said };
  const [one, other] = [right ?? taken, wrong ?? given];
  if (one === undefined || other === undefined || !(rest.all('p', one).length > 0 || mayBeName(one))) return [];
  if (!before.some((person) => samePerson(person, personOf(other)))) return [];
  return [...before.filter((person) => !samePerson(person, personOf(other))), personOf(one)];
}
