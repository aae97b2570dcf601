// Meetings over MongoDB: one document a meeting, and the unique indexes decide who gets the minutes.
import type { Collection, Db, Filter, IndexDescription } from 'mongodb';
import type { MeetingEffect } from '../domain/effects.ts';
import { attendeeKey, type DueMeetings, type ListedMeeting, type Meeting } from '../domain/meetings/meetings.ts';
import type { MeetingStore, StoredMeeting, WriteOutcome } from '../domain/meetings/store.ts';
import { duplicateFields, inDomainWords } from './errors.ts';
import { EFFECT_INDEXES, type StoredEffect, storedEffect, toEffect } from './stored-effects.ts';

export interface MeetingDocument extends Omit<StoredMeeting, 'effects'> {
  readonly effects: readonly StoredEffect<MeetingEffect>[];
  /** `user:U1` and `guest:a@b.c`, for lists. */
  readonly people: readonly string[];
}

export const MEETINGS = 'meetings';

export const MEETING_INDEXES: readonly IndexDescription[] = [
  { key: { tenant: 1, id: 1 }, unique: true, name: 'id' },
  {
    key: { tenant: 1, claims: 1 },
    unique: true,
    partialFilterExpression: { claims: { $exists: true } },
    name: 'claims',
  },
  { key: { tenant: 1, keys: 1 }, unique: true, name: 'change_keys' },
  { key: { tenant: 1, people: 1, start: 1 }, name: 'people_by_start' },
  {
    key: { nextTransitionAt: 1 },
    partialFilterExpression: { nextTransitionAt: { $exists: true } },
    name: 'due_transitions',
  },
  {
    key: { nextNoticeAt: 1 },
    partialFilterExpression: { nextNoticeAt: { $exists: true } },
    name: 'due_notices',
  },
  ...EFFECT_INDEXES,
];

/** The longest meeting: how far before a range one that reaches into it may start. */
const LONGEST_MS = 24 * 60 * 60_000;
const WITHOUT_ID = { _id: 0 } as const;
/** Every turn reads a list: what only the rules look at is most of a meeting, and stays where it is. */
const LISTED: Readonly<Record<keyof ListedMeeting, 1>> & { readonly _id: 0 } = {
  _id: 0,
  tenant: 1,
  id: 1,
  title: 1,
  description: 1,
  location: 1,
  organizer: 1,
  hosts: 1,
  attendees: 1,
  start: 1,
  end: 1,
  zone: 1,
  state: 1,
  conference: 1,
  reminders: 1,
  version: 1,
  createdAt: 1,
  updatedAt: 1,
};

function toMeeting(document: MeetingDocument): StoredMeeting {
  const { people: _people, effects, ...meeting } = document;
  return { ...meeting, effects: effects.map((effect) => toEffect(effect)) };
}

export function createMeetingStore(db: Db): MeetingStore & DueMeetings {
  const meetings: Collection<MeetingDocument> = db.collection(MEETINGS);

  async function byKey(tenant: Meeting['tenant'], key: string): Promise<StoredMeeting | null> {
    const document = await meetings.findOne({ tenant, keys: key }, { projection: WITHOUT_ID });
    return document && toMeeting(document);
  }

  /** A unique index has said no: which one tells what it means. */
  async function refused(error: unknown, meeting: StoredMeeting): Promise<WriteOutcome> {
    const fields = duplicateFields(error);
    if (!fields) throw error;
    // A repeated wish collides with its own first result in claims too, and either index may be the one to object.
    const repeated = await byKey(meeting.tenant, meeting.keys.at(-1) ?? '');
    if (repeated) return { kind: 'repeated', meeting: repeated };
    if (fields.includes('claims')) return { kind: 'claimed' };
    throw error;
  }

  return inDomainWords({
    byKey,

    async insert(meeting) {
      try {
        const people = meeting.attendees.map(attendeeKey);
        await meetings.insertOne({
          ...meeting,
          effects: meeting.effects.map((effect) => storedEffect(effect)),
          people,
        });
        return { kind: 'written' };
      } catch (error) {
        return refused(error, meeting);
      }
    },

    async replace(next, previous) {
      const { tenant, id, audit, effects, keys, createdAt: _created, ...rest } = next;
      const { claims, nextTransitionAt, timedNotices, nextNoticeAt, ...fields } = rest;
      const ifAny = { claims, nextTransitionAt, timedNotices, nextNoticeAt };
      const newEffects = effects.slice(previous.effects.length).map((effect) => storedEffect(effect));
      const newKeys = keys.slice(previous.keys.length);
      const given = Object.entries(ifAny).filter(([, value]) => value !== undefined);
      const absent = Object.entries(ifAny).flatMap(([name, value]) => (value === undefined ? [[name, true]] : []));
      try {
        const { matchedCount } = await meetings.updateOne(
          { tenant, id, revision: previous.revision },
          {
            $set: {
              ...fields,
              people: next.attendees.map(attendeeKey),
              ...Object.fromEntries(given),
            },
            ...(absent.length > 0 && { $unset: Object.fromEntries(absent) }),
            $push: {
              audit: { $each: audit.slice(previous.audit.length) },
              effects: { $each: newEffects },
              keys: { $each: newKeys },
            },
          },
        );
        return { kind: matchedCount === 1 ? 'written' : 'stale' };
      } catch (error) {
        return refused(error, next);
      }
    },

    async get(tenant, id) {
      const document = await meetings.findOne({ tenant, id }, { projection: WITHOUT_ID });
      return document && toMeeting(document);
    },

    async some(tenant, ids) {
      const found = await meetings.find({ tenant, id: { $in: [...ids] } }, { projection: WITHOUT_ID }).toArray();
      return found.map(toMeeting);
    },

    async busy(tenant, users, from, to) {
      const found = await meetings
        .find(
          {
            tenant,
            people: { $in: users.map((user) => `user:${user}`) },
            start: { $gt: new Date(from.getTime() - LONGEST_MS), $lt: to },
            end: { $gt: from },
            claims: { $exists: true },
          },
          { projection: { _id: 0, id: 1, start: 1, end: 1, people: 1 } },
        )
        .toArray();
      return found.map(({ id, start, end, people }) => ({
        id,
        start: start.getTime(),
        end: end.getTime(),
        users: users.filter((user) => people.includes(`user:${user}`)),
      }));
    },

    async ofUser(tenant, user, { from, to, states, limit }) {
      const filter: Filter<MeetingDocument> = {
        tenant,
        people: `user:${user}`,
        state: { $in: [...states] },
        ...((from ?? to) && {
          start: { ...(from && { $gt: new Date(from.getTime() - LONGEST_MS) }), ...(to && { $lt: to }) },
        }),
        ...(from && { end: { $gt: from } }),
      };
      return meetings.find<ListedMeeting>(filter, { projection: LISTED, sort: { start: 1 }, limit }).toArray();
    },

    async due(now, limit) {
      return meetings
        .find(
          { nextTransitionAt: { $lte: now } },
          { projection: { _id: 0, tenant: 1, id: 1 }, sort: { nextTransitionAt: 1 }, limit },
        )
        .toArray();
    },

    async dueNotices(now, limit) {
      return meetings
        .find(
          { nextNoticeAt: { $lte: now } },
          { projection: { _id: 0, tenant: 1, id: 1 }, sort: { nextNoticeAt: 1 }, limit },
        )
        .toArray();
    },
  });
}
