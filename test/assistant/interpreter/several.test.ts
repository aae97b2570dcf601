// Several wishes in one message: where one ends, what they share, and the time that one of them gives up.
import { describe, expect, it } from 'vitest';
import { clausesOf } from '../../../src/assistant/models/interpreter/text/clauses.ts';
import { withoutSlips } from '../../../src/assistant/models/interpreter/text/corrections.ts';
import { normalise } from '../../../src/assistant/models/interpreter/text/normalise.ts';
import { askInterpreter, situationOf } from './ask.ts';

describe('clauses', () => {
  it.each([
    ['move the sync to #t0 and bin the review', ['move the sync to #t0', 'bin the review']],
    ['cancel the scout and let me know if I am free at #t0', ['cancel the scout', 'let me know if I am free at #t0']],
    ['casting to #t0, scout to #t1', ['move casting to #t0', 'move scout to #t1']],
    ['push the demo to #t0 and my review to #d1 at #t2', ['push the demo to #t0', 'push my review to #d1 at #t2']],
    [
      'First, #u0 with #p1 on #d2 at #t3. Second, #u4 with #p5 #d6 at #t7',
      ['#u0 with #p1 on #d2 at #t3', '#u4 with #p5 #d6 at #t7'],
    ],
    ['I land late #d0 so #p1 will have to slide to #t2', ['I land late #d0', '#p1 will have to slide to #t2']],
    ['yes to the podcast and no thank you to the pitch', ['yes to the podcast', 'no thank you to the pitch']],
    ['tell nora yes and jeff no', ['tell nora yes', 'tell jeff no']],
    ["#p0 can't do #d1 . #d2 at #t3 instead?", ["#p0 can't do #d1", '#d2 at #t3 instead?']],
    [
      'my train is late. can we start the standup #u0 later',
      ['my train is late', 'can we start the standup #u0 later'],
    ],
    [
      '#u0 each with #p1 at #t2, #p3 at #t4, all on #d5',
      ['with #p1 at #t2 #d5 #u0 on #d5', 'with #p3 at #t4 #d5 #u0 on #d5'],
    ],
  ])('"%s" holds so many', (text, clauses) => expect(clausesOf(text)).toEqual(clauses));

  it.each([
    '#u0 with #p1 on #d2 at #t3 to review and plan the offsite',
    'move the mediation to #d0 , #t1 instead of #t2',
    'move my call from #t0 to #t1',
    'lunch with #p0 and #p1 at #t2 on #d3',
  ])('"%s" holds one', (text) => expect(clausesOf(text)).toEqual([text]));

  it.each([
    ['cancel the demo. no wait, only move it to #d0', 'move the demo to #d0'],
    ['move the demo to #t0, hmm no, she flies home then, so #t1 instead', 'move the demo to #t1'],
    ['cancel the demo and the review', 'cancel the demo and the review'],
    ['cancel standup, no wait, the review', 'cancel the review'],
    ["book #p0 , no wait, rob's on leave, make it #p1 , #d2 at #t3", 'book #p1 , #d2 at #t3'],
    ['30 min with #p0 #d1 , sorry, #p2', '30 min with #p2 #d1'],
  ])('"%s" is mended first', (text, mended) => expect(withoutSlips(text)).toBe(mended));

  it('breaks numbered lines that stand in one', () =>
    expect(normalise('1. cancel the demo 2. move the review')).toBe('; cancel the demo; move the review'));
});

describe('the time that a meeting gives up', () => {
  const roof = {
    id: 'roof',
    title: 'Roof inspection',
    start: new Date('2026-01-07T21:00:00Z'),
    durationMinutes: 60,
    attendees: [{ email: 'vic@roofers.com' }],
    own: true,
  };
  const situation = situationOf('2026-01-07T15:12:00Z', 'America/New_York', { meetings: [roof] });
  const booked = async (text: string) => {
    const { toolCalls } = await askInterpreter(text, situation);
    const call = toolCalls.find(({ name }) => name === 'book_meeting');
    return call && JSON.parse(call.arguments);
  };

  it.each([
    'cancel the roof inspection, then use the slot for a call with bea@x.org',
    'drop the roof inspection and give that hour to bea@x.org',
    'move the roof inspection to friday at 9 and book bea@x.org in its place',
    'bin the roof inspection, book bea@x.org there instead',
  ])('"%s"', async (text) =>
    expect(await booked(text)).toMatchObject({
      start: '2026-01-07T16:00',
      durationMinutes: 60,
      attendees: ['bea@x.org'],
    }),
  );

  it('is told by the calendar as it will be then', async () => {
    expect(await booked('extend the roof inspection by 15 and put 30 min with bea@x.org right after it')).toMatchObject(
      {
        start: '2026-01-07T17:15',
      },
    );
    expect(await booked('push the roof inspection by an hour and book bea@x.org right before it')).toMatchObject({
      start: '2026-01-07T16:30',
    });
  });

  it('is not taken where another time is named', async () =>
    expect(await booked('cancel the roof inspection and book bea@x.org at 5 instead')).toMatchObject({
      start: '2026-01-07T17:00',
    }));
});
