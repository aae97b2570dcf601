// Nobody whose address a wish gives is left out without a word: an address in a message is there for a reason.
import type { Situation, SituationPerson } from '../../../situation.ts';
import { reference, samePerson } from '../recognise/people.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { ask, type Call, changesData, type Decision } from './decision.ts';
import { intended } from './phrase.ts';

const LISTS = ['attendees', 'addAttendees', 'removeAttendees', 'participants'];
/** Said of somebody who is not to come: "not tim@…", "instead of tim@…", "tim@… is away". */
const notMeant = (marker: string) =>
  new RegExp(
    `\\b(?:not|without|except|instead of|rather than|from|for|by|of|on behalf of|about|regarding|re:?|concerning|discuss)(?: with| for)? ${marker}\\b|${marker}(?: ?'s\\b| (?:is|was|has|had|can't|cannot|won't|will|said|says|told|wrote|asked|wants|left|moved)\\b)`,
    'i',
  );

/** The booking itself, or the question whether somebody whose address was given is to be left out. */
export function withAllAddressed(decision: Decision, sketch: Sketch, situation: Situation): Decision {
  if (decision.kind !== 'act') return decision;
  const changes = decision.calls.filter(changesData);
  if (changes.length === 0 || !changes.every(({ tool }) => tool === 'book_meeting')) return decision;
  const coming = decision.calls.flatMap(peopleOf);
  const [forgotten] = [...new Set(sketch.text.match(/#p\d+/g))].flatMap((marker) => {
    const person = sketch.at('p', marker.slice(2))?.person;
    const given = person && (person.email || person.slackId) && !samePerson(person, situation.user);
    return given && !coming.includes(reference(person)) && !notMeant(marker).test(sketch.text) ? [person] : [];
  });
  if (!forgotten) return decision;
  return ask(
    `And ${nameOf(forgotten)}? Shall I ${intended(decision.calls, situation)}, and nobody else?`,
    ['attendees', 'confirm'],
    ['yes', 'no'],
  );
}

const peopleOf = ({ arguments: given }: Call): unknown[] => LISTS.flatMap((list) => given[list] ?? []);
const nameOf = (person: SituationPerson) => person.name ?? reference(person);
