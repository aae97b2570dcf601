// `/ops`: for who sits at this machine, or for an admin of the workspace with a link from Parley, `/ops/<token>`.
import { createHmac } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import { type TenantId, tenantId } from '../../domain/actor.ts';
import type { EffectCarrier } from '../../domain/effects.ts';
import type { OpsAccess } from '../../domain/ops-access.ts';
import type { Clock } from '../../domain/time.ts';
import type { Guard } from '../guard.ts';
import type { PageEnv } from '../hono.ts';
import { isSameToken } from '../local.ts';
import { type Documents, PRIVATE_HEADERS } from '../pages/document.ts';
import type { Visitor } from '../visitor.ts';
import type { JobLine, OpsStore } from './ops.ts';
import { opsView } from './view.ts';

export interface OpsDeps {
  readonly access: OpsAccess;
  readonly store: OpsStore;
  readonly jobs: (now: Date) => Promise<readonly JobLine[]>;
  /** Called when a dead letter may go out after all. */
  readonly wake: () => void;
  readonly documents: Documents;
  readonly guard: Guard;
  /** Makes what stands in each form: a page elsewhere cannot know it, and every process of ours can check it. */
  readonly formKey: Uint8Array;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Told of what somebody did: who, and to which effect of which document. */
  readonly onAction: (action: OpsAction) => void;
}

export interface OpsAction extends EffectCarrier {
  /** A user's id, or `local`. */
  readonly by: string;
  readonly action: 'retry' | 'drop';
  readonly effectId: string;
}

interface Operator {
  readonly by: string;
  /** The workspace that they may look at; undefined for all. */
  readonly tenant?: TenantId;
}

const LIMIT = 50;
/** The forms here prove where they come from by their Origin, which browsers leave out under `no-referrer`. */
const HEADERS = { 'referrer-policy': 'same-origin' };

const id = z.string().min(1).max(300);
const query = z.object({
  tenant: id.optional().catch(undefined),
  done: z.enum(['retried', 'dropped', 'gone']).optional().catch(undefined),
});
const form = z.object({
  token: id,
  tenant: id,
  carrier: z.enum(['meeting', 'user']),
  id,
  effect: id,
  action: z.enum(['retry', 'drop']),
});

export function opsRoutes(deps: OpsDeps): Hono<PageEnv> {
  const { store, guard, clock } = deps;

  async function enter(token: string | undefined, visitor: Visitor): Promise<Operator | Response> {
    const slowed = await guard.slowed(visitor);
    if (slowed) return slowed;
    if (token === undefined) return visitor.local ? { by: 'local' } : guard.refuse(visitor);
    const admin = await deps.access.open(token, deps.newId());
    return admin ? { by: admin.userId, tenant: admin.tenant } : guard.refuse(visitor);
  }

  function formTokenOf({ by, tenant }: Operator): string {
    return createHmac('sha256', deps.formKey)
      .update(JSON.stringify([tenant ?? null, by]))
      .digest('base64url');
  }

  async function show(path: string, operator: Operator, asked: z.output<typeof query>): Promise<Response> {
    const now = clock();
    const all = await store.tenants();
    const workspaces = operator.tenant ? all.filter((one) => one.id === operator.tenant) : all;
    const workspace = workspaces.find((one) => one.id === asked.tenant) ?? workspaces[0];
    const { id: tenant, name } = workspace ?? { id: tenantId(''), name: 'No workspace yet' };
    const [jobs, waiting, held, dead, failed] = await Promise.all([
      deps.jobs(now),
      store.waiting(tenant, now),
      store.heldLetters(tenant, LIMIT),
      store.deadLetters(tenant, LIMIT),
      store.failedTurns(tenant, LIMIT),
    ]);
    const formToken = formTokenOf(operator);
    const shown = { path, now, workspace: { id: tenant, name }, workspaces, formToken, done: asked.done };
    const body = opsView({ ...shown, jobs, waiting, held, dead, failed });
    return deps.documents.respond({ title: 'Operations', language: 'en', body, wide: true }, 200, HEADERS);
  }

  async function act(path: string, operator: Operator, visitor: Visitor, sent: unknown): Promise<Response> {
    const parsed = form.safeParse(sent);
    const trusted = visitor.sameOrigin && parsed.success && isSameToken(parsed.data.token, formTokenOf(operator));
    if (!trusted) return guard.refuse(visitor);
    const { action, carrier, id, effect: effectId } = parsed.data;
    const tenant = operator.tenant ?? tenantId(parsed.data.tenant);
    const of: EffectCarrier = { tenant, carrier, id };
    const found = action === 'retry' ? await store.retry(of, effectId, clock()) : await store.drop(of, effectId);
    if (found) deps.onAction({ by: operator.by, action, ...of, effectId });
    if (found && action === 'retry') deps.wake();
    const done = !found ? 'gone' : action === 'retry' ? 'retried' : 'dropped';
    const location = `${path}?${new URLSearchParams({ done, tenant })}`;
    return new Response(null, { status: 303, headers: { location, ...PRIVATE_HEADERS, ...HEADERS } });
  }

  const app = new Hono<PageEnv>();
  for (const path of ['/ops', '/ops/:token'] as const) {
    app.get(path, async ({ req, env }) => {
      const operator = await enter(req.param('token'), env.visitor);
      if (operator instanceof Response) return operator;
      return show(req.path, operator, query.parse(req.query()));
    });
    app.post(path, async ({ req, env }) => {
      const operator = await enter(req.param('token'), env.visitor);
      if (operator instanceof Response) return operator;
      return act(req.path, operator, env.visitor, await req.parseBody());
    });
  }
  return app;
}
