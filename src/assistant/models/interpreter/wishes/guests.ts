// Who a booking is for: the people read, those ruled out, and the signs that somebody was named whom we did not read.
import type { Situation, SituationPerson } from '../../../situation.ts';
import { isFirstName } from '../recognise/first-names.ts';
import { isFirm } from '../recognise/name-forms.ts';
import { mayBeName } from '../recognise/names.ts';
import { HONORIFIC, reference, samePerson } from '../recognise/people.ts';
import type { Sketch } from '../recognise/sketch.ts';
import { unnamedIn } from './unnamed.ts';

/** Who is named only to be left out. */
export const RULED_OUT =
  /\b(?:not|without|except|instead of|rather than|in place of|(?:standing|filling|stepping) in for|(?:covering|subbing|deputi[sz]ing) for|forget|skip|leave out|never mind|ignore|minus|no need (?:for|to invite)|(?:don't|do not) (?:invite|include|add)) (?:with |for )?#p\d+(?:(?:,| and| or|, or) #p\d+)*|\b(?:leave|keep) #p\d+ out\b|\bin #p\d+ ?'s (?:place|stead)\b/gi;
const UNREAD = [
  // one after the other, and when the second is nobody said
  /#p\d+,? (?:and )?then (?:with )?#p/i,
  /\b(?:book|schedule|meet|see|call|put|get|squeeze|slot|fit|interview) (?:him|her|them)\b/i,
  /\b(?:with|invite) (?:him|her|them|someone|somebody|(?:the |my |our )?(?:client|customer|team|boss|manager)s?|everyone|everybody)\b/i,
  /#p\d+ *(?:,|and|&|\+|or|plus) *(?:the |my |our |some |two |three |a few |\d+ )?(?:[\p{L}-]+ )?(?:team|folks|guys|others|people|colleagues|clients?|boss|manager|crew|group)\b/iu,
];
const CHOICE = /#p\d+ *(?:\bor +(?!so\b|#[dtr])[#\p{L}]|\/ *#p)/iu;
/** Addresses between slashes are a list; names may be a choice. */
const SLASHED = /#p(\d+)(?= *\/ *#p(\d+))/g;
/** "drinks with the old crew": people of one's own life, whom no calendar invites. */
const OF_ONES_OWN =
  /\bwith (?:the |my |our |some |a few |an? )?(?:old |school |college |uni |best |good |whole |entire )*(?:crew|gang|family|friends?|mates?|buddies|buddy|pals?|girls|boys|lads|parents|kids|in-laws|neighbou?rs|wife|husband|partner|girlfriend|boyfriend|folks|dog)\b(?! from)/gi;
const SOCIAL =
  /\b(?:lunch|dinner|supper|brunch|breakfast|coffee|drinks?|beers?|pub|party|bbq|barbecue|picnic|movie|cinema|concert|match|birthday|hike|walk|run|golf|tennis|swim)\b/i;
/** "parent-teacher conference for Mia": whom it is about, not who comes. */
const IN_HONOUR =
  /\b(parent[- ]teacher|parents'?(?: evening| #b\d+)|vet|dentist|doctor|dr|check-?up|swimming|ballet|piano|school run|birthday|recital|graduation|farewell|leaving (?:do|party|drinks)|baby shower|memorial|funeral|wedding|christening|vaccination|paediatrician|pediatrician)\b([^#,.;]*?) (?:for|of) #p\d+(?: (?:and|&) #p\d+)?|#p\d+(?: (?:and|&) #p\d+)? ?'s (?=wedding|funeral|christening|graduation|recital|memorial)/gi;
/** "…, Bertie's x-rays": whose they are. */
const OF_HERS = /(?<=[,;:] *)#p\d+ ?'s (?=\p{L})/gu;
/** "about Joanne", "re Omar's promotion", "for Dana's handover": whom one speaks of. */
const SPOKEN_OF =
  /\b(?:about|regarding|re:?|concerning|to discuss|on the topic of) (?:(?:the|our) )?#p\d+(?: ?'s\b)?(?! *(?:and|&|,) *#p)|\b(?:for|over|on) #p\d+ ?'s (?=\p{L})(?!(?:team|boss|manager|assistant|behalf)\b)/giu;
/** "Joanne can't make it": who will not be there. */
/** "send the agenda to Eva": who only gets something. */
const SENT_TO =
  /\b(?:send|share|forward|e?-?mail|pass|copy|give|show)(?:ing)? (?:(?:the|an?|her|him|them|it|this|that|your|my|our|some)\b ?)?(?:(?!invit)[\p{L}-]+ ){0,4}(?:to|with) #p\d+/giu;
const AWAY =
  /#p\d+ ?(?:(?:can't|cannot|won't|couldn't|can not|will not|is unable to|isn't able to|is not able to) (?:make|come|join|attend|be there|do)\b|(?:is|'s|will be) (?:on (?:leave|holiday|vacation|maternity|sick leave)|away|sick|ill|out of office|out of the office)\b)/gi;
const GROUP = /\bwith (?:the|my|our|his|her|their|all|some)\b/i;
const OBJECT =
  /\b(?:book|schedule|call|meet|see|with) (?!#)([\p{L}'-]+)|\b(?:lunch|coffee|dinner|drinks|breakfast|brunch|chat|1:1|sync|catch[- ]?up) (?!#)([\p{L}'-]+)(?= *(?:$|[,.;]|#))/giu;

/** Those whom a bare name may mean, where it is more than one of the people whom the user meets. */
export function namesakes(name: string, { people, meetings }: Situation): SituationPerson[] {
  if (/@/.test(name)) return [];
  const met = [...people, ...meetings.flatMap(({ attendees }) => attendees)].filter(({ email }) => email);
  const called = new Map(met.filter((one) => samePerson(one, { name })).map((one) => [one.email?.toLowerCase(), one]));
  return called.size > 1 ? [...called.values()] : [];
}

export interface Guests {
  /** Addresses, Slack ids or names, as tools take them. */
  readonly people: readonly string[];
  /** Somebody was named in words that nobody could be found in. */
  readonly unread: boolean;
}

/** Those named; a firm is only told of where somebody of it comes: "demo for Kessler Logistik. Invite b@kessler.de". */
function withoutFirms(sketch: Sketch, text: string): SituationPerson[] {
  const all = sketch.all('p', text).map(({ person }) => person);
  const addressed = all.some(({ email, slackId }) => email || slackId);
  const people = all.filter(({ name = '', email, slackId }) => email || slackId || !isFirm(name));
  if (people.length === 0) return all;
  const domains = all.flatMap(({ email }) => email?.split('@')[1]?.split('.').slice(0, -1).join('') ?? []);
  const isTheirs = ({ name = '', email, slackId }: SituationPerson) =>
    !email && !slackId && name.length > 3 && domains.includes(name.toLowerCase().replace(/[^\p{L}\d]/gu, ''));
  const served = [...text.matchAll(/\bfor #p(\d+)/gi)].map(([, index]) => sketch.at('p', index)?.person);
  const others = people.filter(
    (one) =>
      !isTheirs(one) && !(addressed && served.includes(one) && !one.email && !one.slackId && isStrange(one.name ?? '')),
  );
  return others.length > 0 ? others : people;
}

/** Two words and no first name: perhaps nobody. */
const isStrange = (name: string) => / /.test(name) && !HONORIFIC.test(name) && !isFirstName(name.split(' ')[0] ?? '');

/** The text without those whom the pattern finds, where somebody else is named. */
function beside(pattern: RegExp, text: string): string {
  const rest = text.replace(pattern, ' ');
  return /#p\d/.test(rest) ? rest : text;
}

/** "Marlene", "marlene jo and kit": what is left for a title is what people are called. */
export function areNames(title: string): boolean {
  const [first = '', ...rest] = title.split(/,? (?:and|&) |[ ,/]+/);
  return (
    isFirstName(first) &&
    rest.every((word, at) => isFirstName(word) || (at === rest.length - 1 && mayBeName(word) && / and |&/.test(title)))
  );
}

export function guestsOf(sketch: Sketch, text: string, { user }: Situation): Guests {
  const written = (index: string) =>
    sketch.at('p', index)?.person.name === undefined || sketch.at('p', index)?.person.email;
  const several = /#p\d.*#p\d/.test(text);
  const others = several ? [AWAY, SPOKEN_OF, SENT_TO].reduce((left, pattern) => beside(pattern, left), text) : text;
  const wanted = (SOCIAL.test(others) ? others.replace(OF_ONES_OWN, ' ') : others)
    .replace(RULED_OUT, ' ')
    .replace(IN_HONOUR, (_, kind = '', rest = '') => `${kind}${rest} `)
    .replace(OF_HERS, (all, at: number, whole: string) => (/#p\d/.test(whole.replace(all, ' ')) && at > 0 ? ' ' : all))
    .replace(SLASHED, (all, i: string, j: string) => (written(i) && written(j) ? `${all} and ` : all))
    .replace(/ and {1,2}\/ */g, ' and ')
    .replace(/#p\d+(?: *\/ *#p\d+){2,}/g, (list) => list.replaceAll('/', ' and '));
  const named = withoutFirms(sketch, wanted);
  // "with Marianne. marianne@paper.fr": one person, told twice
  const once = named.filter(
    (one) => one.email || one.slackId || !named.some((other) => other.email && samePerson(one, other)),
  );
  const people = [...new Set(once.map(reference))].filter(
    (person) => person !== '' && person !== user.email && person !== user.slackId,
  );
  const isNamed = () =>
    GROUP.test(wanted) || [...wanted.matchAll(OBJECT)].some(([, word, other]) => mayBeName(word ?? other ?? ''));
  return {
    people,
    unread:
      (people.length === 0 && sketch.all('t', text).some(({ theirs }) => theirs)) ||
      CHOICE.test(wanted) ||
      unnamedIn(wanted) ||
      UNREAD.some((pattern) => pattern.test(wanted)) ||
      (people.length === 0 && isNamed()),
  };
}
