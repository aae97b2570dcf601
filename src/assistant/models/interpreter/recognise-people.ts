// People in the text: mail addresses, Slack mentions, names that the situation knows, and words after "with".
import type { Situation, SituationPerson } from '../../situation.ts';
import type { Sketch } from './sketch.ts';

const NOT_NAMES =
  /^(?:me|us|him|her|them|you|it|that|this|my|our|your|his|their|the|a|an|all|everyone|everybody|someone|somebody|both|no|any|each|at|on|in|for|about|client|team|and|or|to|from|tomorrow|next|video|zoom|teams|google|meet|jitsi|phone|call|please|same|another|i|we|is|lunch|thanks|pm|am|if|asap|instead|regarding|re|by|when|what|also|then|subject|title|titled|called|via|over|okay|ok|sorry|not|just|only|actually|wait|maybe)$/i;

/** Mail addresses and mentions: first of all, since they hold digits and dots that would be read as times. */
export function recogniseAddresses(sketch: Sketch): void {
  sketch.mark(/<@([UW][A-Z0-9]+)>/g, ([, id]) => ({ kind: 'p', person: { slackId: id ?? '' } }));
  sketch.mark(/[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu, ([address]) => ({
    kind: 'p',
    person: { email: (address ?? '').toLowerCase() },
  }));
}

/** Names: those known first, then capitalised or listed words where only a person can stand. */
export function recogniseNames(sketch: Sketch, situation: Situation): void {
  const known = knownPeople(situation);
  for (const [name, people] of known) {
    const first = people[0];
    if (!first) continue;
    const pattern = new RegExp(
      `(?<![\\p{L}\\d#<@.])@?${name.replace(/[.*+?^${'$'}{}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\d@]|\\.\\p{L})`,
      'gu',
    );
    sketch.mark(pattern, ([word]) => ({
      kind: 'p',
      person: people.length === 1 ? first : { name: (word ?? '').replace('@', '') },
    }));
  }
  const name = "[\\p{L}][\\p{L}'-]*";
  const after = new RegExp(
    `(?<=\\b(?:[Ww]ith|[Ii]nvite|include|loop in|and invite|meet|add|plus|call|remove|ask|uninvite|for|cc|chat to|speak to|talk to|catch) )(@?${name})( \\p{Lu}${name.slice('[\\p{L}]'.length)})?(?= *(?:$|[,.;!?&)/+]|#|'s|and|at|on|for|in|to|about|from|please|next|this|or|via|over|instead|re|regarding|tomorrow|as|off|is|free|by|around|too|up|sometime|also|but|there|here))`,
    'gu',
  );
  const listed = new RegExp(
    `(?<=#p\\d+ *(?:,|and|&|\\+|,? and|/) *)(@?${name})( \\p{Lu}${name.slice('[\\p{L}]'.length)})?(?= *(?:$|[,.;!?&)/+]|#|and|at|on|for|in|to|about|from|please|next|this|via))`,
    'gu',
  );
  const read = ([, first, last]: RegExpMatchArray) => {
    const word = (first ?? '').replace('@', '');
    if (NOT_NAMES.test(word) || COMMON.test(word)) return null;
    return { kind: 'p' as const, person: { name: `${word}${last ?? ''}` } };
  };
  sketch.mark(after, ([all, first, last]) => read([all, first, last] as unknown as RegExpMatchArray));
  for (let round = 0; round < 4; round++) {
    const before = sketch.text;
    sketch.mark(listed, ([all, first, last]) => read([all, first, last] as unknown as RegExpMatchArray));
    if (sketch.text === before) break;
  }
}

const COMMON =
  /^(?:minutes?|hours?|mins?|half|quick|short|long|lunch|coffee|dinner|breakfast|drinks|sync|standup|review|demo|meetings?|chat|call|interview|planning|retro|kickoff|onboarding|budget|audit|design|project|product|marketing|sales|engineering|legal|finance|hr|everything|something|anything|nothing|today|tonight|time|times|later|earlier|longer|now|soon|week|day|month|morning|afternoon|evening|make|book|move|cancel|push|schedule|set|shift|reschedule|list|show|check|find|do|does|did|can|could|would|will|let|are|there|here|some|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|room|office|person|meeting|calls?|slot|slots|discussion|catch-?up|check-?in|1:1|focus|work|writing|reading|gym|prep|deep|yes|board|customers?|clients?|vendors?|free|busy|available|open|sure|great|good|how|who|why|where|which|whatever|it's|i'm|i'd|i'll|let's|don't|brainstorm|workshop|training|strategy|status|update|roadmap|launch|pricing|contract|forecast|hiring|quarterly|weekly|monthly|daily|biweekly|friday|monday|tuesday|wednesday|thursday|saturday|sunday|off|out|back|forward|up|down|so|because|two|another|google|teams|zoom|every|goal|goals|progress|reminder|people|folks|guys|friends|colleagues|dentist|doctor)$/i;

/** What a person may be called, longest first, with all who answer to it. */
function knownPeople(situation: Situation): [string, SituationPerson[]][] {
  const all = new Map<string, SituationPerson[]>();
  const seen = new Set<string>();
  const add = (name: string | undefined, person: SituationPerson) => {
    const key = (name ?? '').toLowerCase();
    if (key.length < 2 || COMMON.test(key) || NOT_NAMES.test(key) || /^\d/.test(key)) return;
    all.set(key, [...(all.get(key) ?? []), person]);
  };
  const everybody = [...situation.people, ...situation.meetings.flatMap((meeting) => meeting.attendees)];
  for (const person of everybody.slice(0, 200)) {
    const key = person.email?.toLowerCase() ?? person.slackId ?? person.name?.toLowerCase();
    if (!key || seen.has(key) || key === situation.user.email?.toLowerCase() || key === situation.user.slackId)
      continue;
    seen.add(key);
    add(person.name, person);
    const first = person.name?.split(/\s+/)[0];
    if (first && first !== person.name) add(first, person);
    const local = person.email?.split('@')[0]?.split(/[._+-]/)[0];
    if (local && local.toLowerCase() !== first?.toLowerCase()) add(local, person);
  }
  return [...all].sort((a, b) => b[0].length - a[0].length);
}

/** How a tool is told of a person. */
export function reference(person: SituationPerson): string {
  return person.email ?? person.slackId ?? person.name ?? '';
}

/** True when the two may be the same person. */
export function samePerson(a: SituationPerson, b: SituationPerson): boolean {
  if (a.email && b.email) return a.email.toLowerCase() === b.email.toLowerCase();
  if (a.slackId && b.slackId) return a.slackId === b.slackId;
  const names = (person: SituationPerson) =>
    [
      person.name,
      person.name?.split(' ')[0],
      person.email?.split('@')[0],
      person.email?.split('@')[0]?.split(/[._+-]/)[0],
    ].flatMap((name) => (name ? [name.toLowerCase()] : []));
  return names(a).some((name) => names(b).includes(name));
}
