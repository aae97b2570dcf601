// The dispatcher with channels that write down what they were given: who was told what, and what was stored just then.
import type { Db } from 'mongodb';
import { type Actor, jobActor } from '../../src/domain/actor.ts';
import type { Meeting } from '../../src/domain/meetings/meetings.ts';
import type { DeliverEffectsDeps } from '../../src/jobs/deliver-effects.ts';
import type { AgendaNotice, Channel, MeetingNotice, Recipient } from '../../src/notifications/channel.ts';
import { createDeliveries } from '../../src/storage/deliveries.ts';
import { createEffectQueue } from '../../src/storage/effects.ts';
import { createGuestPreferences } from '../../src/storage/guest-preferences.ts';
import type { World } from './world.ts';

export interface Told {
  readonly at: Date;
  readonly channel: Channel['name'];
  /** `UADA`, `john@acme.com` or `C1`. */
  readonly to: string;
  readonly notice: MeetingNotice;
  /** The meeting as it was stored at the moment of sending. */
  readonly stored: Meeting;
}

export interface ToldWeek {
  readonly at: Date;
  readonly channel: Channel['name'];
  readonly to: string;
  readonly notice: AgendaNotice;
}

function nameOf(recipient: Recipient): string {
  if (recipient.kind === 'colleague') return recipient.userId;
  return recipient.kind === 'guest' ? recipient.email : recipient.channelId;
}

export type Mailroom = ReturnType<typeof createMailroom>;

export function createMailroom(db: Db, world: Pick<World, 'tenant' | 'clock' | 'meetings' | 'accounts'>) {
  const told: Told[] = [];
  const weeks: ToldWeek[] = [];
  const dead: string[] = [];
  const actor: Actor = jobActor(world.tenant, 'test', 'test');

  function channel(name: Channel['name']): Channel {
    return {
      name,
      async deliver(notice) {
        const entry = { at: world.clock(), channel: name, to: nameOf(notice.recipient) };
        if (notice.kind === 'weekly_agenda') weeks.push({ ...entry, notice });
        else told.push({ ...entry, notice, stored: await world.meetings.get(actor, notice.meeting.id) });
      },
    };
  }

  const parts: DeliverEffectsDeps = {
    effects: createEffectQueue(db),
    meetings: world.meetings,
    accounts: world.accounts,
    deliveries: createDeliveries(db),
    channels: { slack: channel('slack'), mail: channel('mail') },
    links: {
      manageUrl: async (meeting, email) => `https://parley.example/m/${meeting.id}/${email}`,
      unsubscribeUrl: async () => undefined,
    },
    unsubscribed: createGuestPreferences(db).unsubscribed,
    owner: 'p1',
    clock: world.clock,
    onDead: (_due, effect, error) => dead.push(`${effect.id}: ${error}`),
  };
  return { parts, told, weeks, dead };
}
