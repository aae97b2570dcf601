// Works out again when people are told of their meetings, after they have changed what they want to hear.
import { type Accounts, nextAgendaAt, type StalePreferences } from '../domain/accounts/accounts.ts';
import { jobActor } from '../domain/actor.ts';
import type { Meetings } from '../domain/meetings/meetings.ts';
import type { Clock } from '../domain/time.ts';
import type { AgendaQueue } from './weekly-agenda.ts';

const BATCH = 50;
/** A booking under way when the preferences changed may have read the older ones: by then it is stored, or never. */
const AGAIN_MS = 60_000;

/** Works until nothing is due. Answers how many users it worked out. Safe to repeat, and in several processes. */
export async function refreshNotices(deps: {
  stale: StalePreferences;
  meetings: Meetings;
  accounts: Accounts;
  agendas: AgendaQueue;
  clock: Clock;
  newId: () => string;
}): Promise<number> {
  const { stale, meetings, accounts, agendas, clock } = deps;
  let refreshed = 0;
  for (;;) {
    const due = await stale.due(clock(), BATCH);
    for (const { tenant, id, mark } of due) {
      const actor = jobActor(tenant, 'refresh-notices', deps.newId());
      await meetings.replan(actor, id);
      const [user] = await accounts.users(actor, [id]);
      const preferences = user && (await accounts.preferences(actor, [user])).get(id);
      if (user) await agendas.plan(tenant, id, nextAgendaAt(clock(), user.zone, preferences?.quietHours), clock());
      await stale.settle(tenant, id, mark, mark.again ? undefined : new Date(clock().getTime() + AGAIN_MS));
    }
    refreshed += due.length;
    if (due.length < BATCH) return refreshed;
  }
}
