// The manage pages, `/m/<token>`: a guest sees, moves and cancels one meeting. Looking never changes anything, so that
// programs that follow links in mails do no harm; the token in the path is what lets somebody act.
import { Hono } from 'hono';
import { z } from 'zod';
import { type Accounts, languageOf, type User } from '../../domain/accounts/accounts.ts';
import type { GuestActor } from '../../domain/actor.ts';
import type { SlotSigner } from '../../domain/availability/availability.ts';
import { DomainError } from '../../domain/errors.ts';
import type { GuestPages } from '../../domain/meetings/guest-pages.ts';
import type { ManageLinks } from '../../domain/meetings/manage-links.ts';
import type { Meeting, Meetings } from '../../domain/meetings/meetings.ts';
import { type Clock, isZone } from '../../domain/time.ts';
import type { Guard } from '../guard.ts';
import type { PageEnv } from '../hono.ts';
import { type Documents, PRIVATE_HEADERS } from '../pages/document.ts';
import type { Visitor } from '../visitor.ts';
import { NOTICES, type PageNotice, type Reader, readerOf, wordsOf } from '../words/words.ts';
import { pickerOf, rangeOf } from './picker.ts';
import { closedView, type ManageView, manageView } from './view.ts';

export interface ManageDeps {
  readonly links: Pick<ManageLinks, 'open' | 'tokenFor'>;
  readonly pages: Pick<GuestPages, 'close'>;
  readonly meetings: Pick<Meetings, 'get' | 'update' | 'cancel' | 'offeredTo'>;
  readonly accounts: Pick<Accounts, 'user' | 'preferences'>;
  readonly slots: SlotSigner;
  /** The invitation as an iCalendar file. */
  readonly fileOf: (meeting: Meeting, organizer: { readonly name: string; readonly email: string }) => string;
  readonly documents: Documents;
  readonly guard: Guard;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** A page that lies open for longer offers nothing any more. */
const OFFER_MS = 12 * 60 * 60_000;
const MOST_SLOTS = 5_000;

const zone = z.string().refine(isZone).optional().catch(undefined);
const date = z.iso.date().optional().catch(undefined);
const query = z.object({ zone, day: date, from: date, notice: z.enum(NOTICES).optional().catch(undefined) });
type Query = z.output<typeof query>;

const changeForm = { key: z.uuid(), version: z.coerce.number().int().positive(), zone, day: date };
const moveForm = z.object({ ...changeForm, slot: z.string().max(200) });
const cancelForm = z.object({ ...changeForm, reason: z.string().max(1_000).optional() });

export function manageRoutes(deps: ManageDeps): Hono<PageEnv> {
  const { meetings, guard, slots, clock } = deps;

  /** The guest whose link this is, and their meeting; else the answer to give. */
  async function enter(token: string, visitor: Visitor): Promise<Entered | Response> {
    const slowed = await guard.slowed(visitor);
    if (slowed) return slowed;
    const guest = await deps.links.open(token, deps.newId());
    if (!guest) return guard.refuse(visitor);
    try {
      const meeting = await meetings.get(guest, guest.meetingId);
      return { guest, meeting, organizer: await deps.accounts.user(guest, meeting.organizer) };
    } catch (error) {
      // Removed from the meeting meanwhile, or the meeting is gone.
      if (error instanceof DomainError && error.code === 'not_found') return guard.refuse(visitor);
      throw error;
    }
  }

  /** Where the visitor's own languages are none of ours, the organizer's is. */
  async function readerFor(guest: GuestActor, organizer: User, visitor: Visitor): Promise<Reader> {
    const preferences = (await deps.accounts.preferences(guest, [organizer])).get(organizer.id);
    return readerOf(visitor.languages, preferences?.language ?? languageOf(organizer.locale));
  }

  async function show(path: string, { guest, meeting, organizer }: Entered, visitor: Visitor, asked: Query) {
    const now = clock();
    const shown = asked.zone ?? meeting.zone;
    const reader = await readerFor(guest, organizer, visitor);
    const stands = standing(meeting, now);
    const wish = { now, meetingStart: meeting.start, zone: shown, from: asked.from };
    const offered = stands === 'ahead' && (await meetings.offeredTo(guest, { ...rangeOf(wish), limit: MOST_SLOTS }));
    const sign = (start: Date) =>
      slots.sign({
        ...offer(guest),
        start: start.getTime(),
        durationMinutes: (meeting.end.getTime() - meeting.start.getTime()) / 60_000,
        expiresAt: now.getTime() + OFFER_MS,
      });
    const view: ManageView = {
      path,
      meeting,
      organizerName: organizer.name,
      reader,
      zone: shown,
      notice: asked.notice,
      stands,
      changeKey: deps.newId(),
      ...(offered && {
        move: {
          picker: pickerOf({ ...wish, day: asked.day, locale: reader.locale, slots: others(offered.slots, meeting) }),
          open: [asked.day, asked.from].some((given) => given !== undefined),
          slotId: sign,
        },
      }),
    };
    return deps.documents.respond({ title: meeting.title, language: reader.language, body: manageView(view) });
  }

  /** Acts, then tells how it went on the page itself. */
  async function act(path: string, asked: Asked, done: PageNotice, change: () => Promise<unknown>): Promise<Response> {
    try {
      await change();
    } catch (error) {
      const told = error instanceof DomainError ? NOTICE_OF[error.code] : undefined;
      if (!told) throw error;
      return back(path, told, asked);
    }
    return back(path, done, asked);
  }

  /** The start of a slot that this guest was offered; undefined for anything else, and when it was long ago. */
  function chosen(guest: GuestActor, slot: string): Date | undefined {
    try {
      return new Date(slots.open(slot, offer(guest), clock().getTime()).start);
    } catch (error) {
      if (error instanceof DomainError) return undefined;
      throw error;
    }
  }

  const app = new Hono<PageEnv>();

  app.get('/m/:token', async ({ req, env }) => {
    const entered = await enter(req.param('token'), env.visitor);
    if (entered instanceof Response) return entered;
    return show(req.path, entered, env.visitor, query.parse(req.query()));
  });

  app.get('/m/:token/invite.ics', async ({ req, env }) => {
    const entered = await enter(req.param('token'), env.visitor);
    if (entered instanceof Response) return entered;
    const { meeting, organizer } = entered;
    return new Response(deps.fileOf(meeting, organizer), {
      headers: {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': 'attachment; filename="meeting.ics"',
        ...PRIVATE_HEADERS,
      },
    });
  });

  app.post('/m/:token/move', async ({ req, env }) => {
    const entered = await enter(req.param('token'), env.visitor);
    if (entered instanceof Response) return entered;
    if (env.visitor.crossSite) return guard.refuse(env.visitor);
    const { guest, meeting } = entered;
    const form = moveForm.safeParse(await req.parseBody());
    const path = req.path.slice(0, -'/move'.length);
    const start = form.success && chosen(guest, form.data.slot);
    if (!form.success || !start) return back(path, 'offer_expired', form.data ?? {});
    const { key, version } = form.data;
    return act(path, form.data, 'moved', async () => {
      // Another slot in the same form, sent from a page that lay open, is another wish.
      const wish = { start, asOf: version };
      const moved = await meetings.update(guest, meeting.id, wish, changeKey(guest, `${key}:${start.getTime()}`));
      // The link lives as long as the meeting that it now leads to.
      await deps.links.tokenFor(moved.meeting, guest.email);
    });
  });

  app.post('/m/:token/cancel', async ({ req, env }) => {
    const entered = await enter(req.param('token'), env.visitor);
    if (entered instanceof Response) return entered;
    if (env.visitor.crossSite) return guard.refuse(env.visitor);
    const { guest, meeting } = entered;
    const form = cancelForm.safeParse(await req.parseBody());
    const path = req.path.slice(0, -'/cancel'.length);
    if (!form.success) return back(path, 'stale', {});
    const { reason, key, version } = form.data;
    return act(path, form.data, 'cancelled', () =>
      meetings.cancel(guest, meeting.id, reason, changeKey(guest, key), version),
    );
  });

  app.post('/m/:token/close', async ({ req, env }) => {
    const entered = await enter(req.param('token'), env.visitor);
    if (entered instanceof Response) return entered;
    if (env.visitor.crossSite) return guard.refuse(env.visitor);
    const { guest, meeting, organizer } = entered;
    const { language } = await readerFor(guest, organizer, env.visitor);
    await deps.pages.close(guest, meeting.id, guest.email);
    const { closed } = wordsOf(language).manage;
    return deps.documents.respond({ title: closed.title, language, body: closedView(closed) });
  });

  return app;
}

interface Asked {
  readonly zone?: string | undefined;
  readonly day?: string | undefined;
}

/** Back to the page after a form: reloading it then sends nothing again. */
function back(path: string, notice: PageNotice, { zone, day }: Asked): Response {
  const choosing = notice === 'taken' || notice === 'offer_expired';
  const parameters = new URLSearchParams({
    notice,
    ...(zone && { zone }),
    ...(choosing && day && { day, from: day }),
  });
  const location = `${path}?${parameters}${choosing ? '#move' : ''}`;
  return new Response(null, { status: 303, headers: { location, ...PRIVATE_HEADERS } });
}

interface Entered {
  readonly guest: GuestActor;
  readonly meeting: Meeting;
  readonly organizer: User;
}

const NOTICE_OF: Partial<Record<DomainError['code'], PageNotice>> = {
  conflict: 'taken',
  past_time: 'taken',
  stale: 'stale',
  invalid_transition: 'too_late',
};

function offer({ tenant, meetingId, email }: GuestActor) {
  return { tenant, subject: `guest:${meetingId}:${email}` };
}

function changeKey({ meetingId, email }: GuestActor, key: string): string {
  return `guest:${meetingId}:${email}:${key}`;
}

function others<T extends { readonly start: Date }>(offered: readonly T[], meeting: Meeting): T[] {
  return offered.filter(({ start }) => start.getTime() !== meeting.start.getTime());
}

function standing({ state, start, end }: Meeting, now: Date): ManageView['stands'] {
  if (state === 'cancelled' || state === 'declined' || state === 'expired') return 'cancelled';
  if (end <= now || state === 'completed' || state === 'no_show') return 'over';
  return start <= now ? 'running' : 'ahead';
}
