// The directory over users and contacts.
import { type AccountStore, normalName, type User } from '../accounts/accounts.ts';
import type { UserActor } from '../actor.ts';
import type { Contact, People, Person, Resolution } from './people.ts';
import type { ContactStore } from './store.ts';

const MAIL = /^[^\s@<>|]+@[^\s@<>|]+\.[^\s@<>|]+$/;
const MAIL_LINK = /^<mailto:([^|>]+)(?:\|[^>]*)?>$/;
const MENTION = /^<@([A-Z0-9]+)(?:\|[^>]*)?>$/;
const SLACK_ID = /^[UW][A-Z0-9]{2,}$/;
const CANDIDATES = 5;

function guest(contact: { email: string; name?: string }): Person {
  return { kind: 'guest', email: contact.email, ...(contact.name && { name: contact.name }) };
}

function keyOf(person: Person): string {
  return person.kind === 'user' ? person.user.email : person.email;
}

/**
 * Words of plain requests: written small they are nobody's name, and most messages have no others, so that nobody needs
 * to be looked up. Words that are first names too (will, may, mark) are not among them.
 */
const PLAIN = new Set(
  (
    'about after afternoon again all also am and any are at available be before book booking busy but by call calendar ' +
    'can cancel check could day days delete did do does evening find for free friday from give half have hello her here him ' +
    'his hour hours how if in instead is it its just later let list make me meet meeting meetings min mins minute ' +
    'minutes monday month morning move my need next no noon not now of off ok okay on one or our please pm push ' +
    'reschedule saturday schedule see send set shift show slot some soon sure sync thank thanks that the their them then ' +
    'there they this thursday time times to today tomorrow tonight tuesday until up us want we wednesday week what when ' +
    'where which who why with would yes you your'
  ).split(' '),
);

/** The normalised words of a text that may be somebody's name, each once. */
function possibleNames(text: string): string[] {
  const words = text.split(/[\s,;:!?()"<>]+/).filter((word) => !PLAIN.has(word.replace(/\.+$/, '')));
  const names = normalName(words.join(' ')).split(/[\s.'+-]+/);
  return [...new Set(names)].filter((name) => name.length > 1);
}

export function createPeople(deps: {
  users: Pick<AccountStore, 'user' | 'byEmail' | 'byNames'>;
  contacts: ContactStore;
}): People {
  const { users, contacts } = deps;

  async function byEmail(actor: UserActor, email: string): Promise<Person> {
    const user = await users.byEmail(actor.tenant, email);
    if (user) return { kind: 'user', user };
    return guest((await contacts.byEmail(actor.tenant, actor.userId, email)) ?? { email });
  }

  async function bySlackId(actor: UserActor, id: string): Promise<Person | undefined> {
    const user = await users.user(actor.tenant, id);
    return user ? { kind: 'user', user } : undefined;
  }

  /** Colleagues and contacts called by every word of the name; a colleague who is a contact too counts once. */
  async function byName(actor: UserActor, name: string): Promise<Person[]> {
    const words = normalName(name).split(' ').filter(Boolean);
    if (words.length === 0) return [];
    const [found, known] = await Promise.all([
      users.byNames(actor.tenant, words, 50),
      contacts.byNames(actor.tenant, actor.userId, words, 50),
    ]);
    const called = (names: readonly string[]) => words.every((word) => names.includes(word));
    const people = new Map<string, Person>();
    for (const contact of known) if (called(contact.names)) people.set(contact.email, guest(contact));
    for (const user of found) if (called(user.names)) people.set(user.email, { kind: 'user', user });
    return [...people.values()];
  }

  async function resolveOne(actor: UserActor, ref: string): Promise<Resolution> {
    const text = ref.trim();
    const email = (MAIL_LINK.exec(text)?.[1] ?? text).toLowerCase();
    if (MAIL.test(email)) return { kind: 'found', person: await byEmail(actor, email) };
    const id = MENTION.exec(text)?.[1] ?? (SLACK_ID.test(text) ? text : undefined);
    if (id) {
      const person = await bySlackId(actor, id);
      if (person) return { kind: 'found', person };
    }
    const people = await byName(actor, text.replace(/^@/, ''));
    // Somebody who says their own first name means the other one of that name.
    const others = people.length > 1 ? people.filter((p) => p.kind !== 'user' || p.user.id !== actor.userId) : people;
    const [only, ...more] = others;
    if (!only) return { kind: 'unknown', ref };
    if (more.length === 0) return { kind: 'found', person: only };
    return { kind: 'ambiguous', ref, candidates: others.slice(0, CANDIDATES) };
  }

  return {
    resolve: (actor, refs) => Promise.all(refs.map((ref) => resolveOne(actor, ref))),

    async mentioned(actor, text, limit) {
      const words = possibleNames(text.slice(0, 4_000));
      const addresses = [...text.matchAll(/[^\s@<>|:]+@[^\s@<>|]+\.[^\s@<>|,;]+/g)].map(([address]) =>
        address.toLowerCase(),
      );
      const ids = [...text.matchAll(/<@([A-Z0-9]+)/g)].map(([, id]) => id ?? '');
      const [found, known, mailed, named] = await Promise.all([
        words.length > 0 ? users.byNames(actor.tenant, words.slice(0, 100), limit) : [],
        words.length > 0 ? contacts.byNames(actor.tenant, actor.userId, words.slice(0, 100), limit) : [],
        Promise.all(addresses.slice(0, limit).map((address) => byEmail(actor, address))),
        Promise.all(ids.slice(0, limit).map((id) => bySlackId(actor, id))),
      ]);
      const people = new Map<string, Person>();
      const all: Person[] = [
        ...named.filter((person) => person !== undefined),
        ...mailed,
        ...found.map((user: User): Person => ({ kind: 'user', user })),
        ...known.map((contact: Contact) => guest(contact)),
      ];
      for (const person of all) if (!people.has(keyOf(person))) people.set(keyOf(person), person);
      return [...people.values()].slice(0, limit);
    },

    remember: (actor, guests, at) => contacts.remember(actor.tenant, actor.userId, guests, at),
  };
}
