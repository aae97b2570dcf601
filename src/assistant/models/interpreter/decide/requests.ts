// Decisions about the requests of others: accept or decline.
import type { Situation } from '../../../situation.ts';
import { wallOf } from '../calendar.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { fits, titleWords } from '../wishes/resolve.ts';
import { ask, type Decision } from './decision.ts';

const PLACES: readonly (readonly [RegExp, number])[] = [
  [/\bthe first\b/i, 0],
  [/\bthe second\b/i, 1],
  [/\bthe last\b/i, -1],
];

export function respond(sketch: Sketch, text: string, situation: Situation): Decision {
  const accept = /\b(?:accept|approve|yes|confirm|ok to|okay to)\b/i.test(text);
  const decline = /\b(?:decline|reject|deny|turn down|no to|say no|tell (?:#p\d+|\w+) no)\b/i.test(text);
  if (accept === decline) return ask('Should I accept or decline it?', ['request', 'confirm']);
  const people = sketch.all('p', text);
  const words = titleWords(text).filter(
    (word) =>
      !/^(?:accept|approve|decline|reject|deny|turn|confirm|first|second|last|request|requests|say|tell|down|both|them)$/.test(
        word,
      ),
  );
  const plain = sketch.words(text).toLowerCase();
  const dates = sketch.all('d', text);
  const mentioned = situation.requests.filter((request) => {
    const name = request.from.toLowerCase().split('@')[0] ?? '';
    return (
      plain.includes(name) ||
      plain.includes(name.split(/[._ -]/)[0] || name) ||
      words.some((word) => fits(`${request.title} ${request.from}`.toLowerCase(), word)) ||
      dates.some((date) => {
        const { day } = wallOf(request.start, situation.zone);
        return day >= date.from && day <= date.to;
      })
    );
  });
  const narrowed =
    mentioned.length === 0 && words.length === 0 && people.length === 0 && dates.length === 0
      ? situation.requests
      : mentioned;
  const place = mentioned.length === 0 ? PLACES.find(([pattern]) => pattern.test(plain))?.[1] : undefined;
  const placed = place === undefined ? undefined : situation.requests.at(place);
  const all = /\b(?:all|both|every|everything|them)\b/i.test(text);
  const parts = plain.split(/ and | & |, /);
  const each = parts.length > 1 && parts.length === mentioned.length;
  const chosen = all ? situation.requests : placed ? [placed] : narrowed;
  if (chosen.length === 0 || (chosen.length > 1 && !all && !each)) {
    return ask(
      `Which request do you mean: ${situation.requests
        .slice(0, 4)
        .map((request) => `${request.title} from ${request.from}`)
        .join('; or ')}?`,
      ['request'],
    );
  }
  return {
    kind: 'act',
    calls: chosen.map((request) => ({ tool: 'respond_to_request', arguments: { requestId: request.id, accept } })),
    confidence: 0.9,
  };
}
