// Who is meant: by address, Slack id or name; asked when it may be several.
import { beforeEach, describe, expect, it } from 'vitest';
import type { UserActor } from '../../../src/domain/actor.ts';
import type { Person, Resolution } from '../../../src/domain/people/people.ts';
import { freshDatabase } from '../../support/database.ts';
import { createWorld, NOW, type World } from '../../support/world.ts';

let world: World;
let ada: UserActor;

const nameOf = (person: Person) => (person.kind === 'user' ? person.user.id : person.email);
function brief(resolution: Resolution): string {
  if (resolution.kind === 'found') return nameOf(resolution.person);
  return resolution.kind === 'unknown' ? 'unknown' : resolution.candidates.map(nameOf).sort().join(' or ');
}
const resolve = async (...refs: string[]) => (await world.people.resolve(ada, refs)).map(brief);

beforeEach(async () => {
  world = createWorld(await freshDatabase());
  ada = await world.addUser('UADA', 'Ada Park');
  await world.addUser('USARAH', 'Sarah Chen');
  await world.addUser('UJOSE', 'José Núñez');
  await world.addUser('UJEAN', 'Jean-Luc O’Brien');
});

describe('a reference', () => {
  it.each([
    ['Sarah', 'USARAH'],
    ['sarah chen', 'USARAH'],
    ['CHEN', 'USARAH'],
    ['@Sarah', 'USARAH'],
    ['sarah.chen', 'USARAH'],
    ['jose', 'UJOSE'],
    ['Nunez', 'UJOSE'],
    ['<@UJOSE>', 'UJOSE'],
    ['<@UJOSE|jose>', 'UJOSE'],
    ['USARAH', 'USARAH'],
    ['Sarah.Chen@parley.example', 'USARAH'],
    ['<mailto:sarah.chen@parley.example|sarah.chen@parley.example>', 'USARAH'],
    ['new@acme.com', 'new@acme.com'],
    ['<mailto:New@Acme.com|New@Acme.com>', 'new@acme.com'],
    ['Zed', 'unknown'],
    ['<@UNOBODY>', 'unknown'],
    ['Sarah Park', 'unknown'],
    ['', 'unknown'],
    ['.*', 'unknown'],
  ])('%s is %s', async (ref, person) => {
    expect(await resolve(ref)).toEqual([person]);
  });

  it('that fits several is a question', async () => {
    await world.people.remember(ada, [{ email: 'sarah@acme.com', name: 'Sarah Jones' }], NOW);
    expect(await resolve('Sarah', 'Sarah Jones', 'Chen')).toEqual([
      'USARAH or sarah@acme.com',
      'sarah@acme.com',
      'USARAH',
    ]);
  });

  it('to one’s own first name means the other one of that name', async () => {
    await world.addUser('UADA2', 'Ada Moss');
    expect(await resolve('Ada')).toEqual(['UADA2']);
  });

  it('finds contacts of the one who asks only', async () => {
    await world.people.remember(ada, [{ email: 'john@acme.com' }], NOW);
    expect(await resolve('John')).toEqual(['john@acme.com']);
    const other = await world.people.resolve(world.actor('USARAH'), ['John']);
    expect(other.map(brief)).toEqual(['unknown']);
  });
});

describe('a text', () => {
  it('may mean those whose names, addresses or ids are in it', async () => {
    await world.people.remember(ada, [{ email: 'john@acme.com', name: 'John Doe' }], NOW);
    const found = await world.people.mentioned(ada, 'Move the sync with josé and John to 3pm, and ask <@USARAH>.', 10);
    expect(found.map(nameOf).sort()).toEqual(['UJOSE', 'USARAH', 'john@acme.com']);
    expect(await world.people.mentioned(ada, '', 10)).toEqual([]);
  });

  it('means somebody whose name is a plain word only where it is written as a name', async () => {
    await world.addUser('UNOON', 'Noon Weekes');
    const found = async (text: string) => (await world.people.mentioned(ada, text, 10)).map(nameOf);
    expect(await found('am I free tomorrow at noon?')).toEqual([]);
    expect(await found('am I free when Noon is?')).toEqual(['UNOON']);
  });
});
