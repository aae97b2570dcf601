// Monday morning: turns the weeks that are due to be read into effects; the dispatcher delivers them.
import { type Accounts, nextAgendaAt } from '../domain/accounts/accounts.ts';
import { jobActor, type TenantId, type UserId } from '../domain/actor.ts';
import type { AgendaEffect } from '../domain/effects.ts';
import type { Clock } from '../domain/time.ts';

const BATCH = 100;

/** Somebody whose week is to be told. */
export interface DueAgenda {
  readonly tenant: TenantId;
  readonly id: UserId;
  readonly dueAt: Date;
}

/** When each user next reads their week. Implemented by storage over the users. */
export interface AgendaQueue {
  /** The longest waiting first, over all tenants. */
  due(now: Date, limit: number): Promise<DueAgenda[]>;
  /** Stores the effect, and when the next one is due, by one write; false when somebody else has raised it meanwhile. */
  raise(due: DueAgenda, effect: AgendaEffect, next: Date): Promise<boolean>;
  /** Sets when the next one is due, unless one is due already. */
  plan(tenant: TenantId, id: UserId, next: Date, now: Date): Promise<void>;
}

export interface WeeklyAgendaDeps {
  readonly agendas: AgendaQueue;
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Called when there is something to deliver. */
  readonly onRaised: () => void;
}

/** Works until nothing is due. Answers how many it raised: of several processes that race for one, one does. */
export async function raiseWeeklyAgendas(deps: WeeklyAgendaDeps): Promise<number> {
  let raised = 0;
  for (;;) {
    const due = await deps.agendas.due(deps.clock(), BATCH);
    for (const one of due) {
      if (await deps.agendas.raise(one, agendaEffect(one), await nextOf(deps, one))) raised++;
    }
    if (due.length < BATCH) break;
  }
  if (raised > 0) deps.onRaised();
  return raised;
}

export function agendaEffect({ id, dueAt }: DueAgenda): AgendaEffect {
  return {
    id: `weekly_agenda:${dueAt.toISOString()}`,
    occasion: 'weekly_agenda',
    target: { kind: 'colleague', userId: id },
    targetKey: `user:${id}`,
    state: 'pending',
    attempts: 0,
    dueAt,
    wantedAt: dueAt,
  };
}

async function nextOf({ accounts, clock, newId }: WeeklyAgendaDeps, { tenant, id }: DueAgenda): Promise<Date> {
  const actor = jobActor(tenant, 'weekly-agenda', newId());
  const [user] = await accounts.users(actor, [id]);
  const preferences = user && (await accounts.preferences(actor, [user])).get(id);
  return nextAgendaAt(clock(), user?.zone ?? 'UTC', preferences?.quietHours);
}
