// The memory of conversations over MongoDB: one document a turn, so that a turn is remembered whole or not at all.
import { type Collection, type Db, type IndexDescription, MongoServerError } from 'mongodb';
import type { Message } from '../assistant/models/model.ts';
import type { Conversations } from '../assistant/turn.ts';

interface ConversationTurn {
  readonly tenant: string;
  readonly conversation: string;
  readonly eventId: string;
  readonly messages: readonly Message[];
  readonly at: Date;
}

export const CONVERSATIONS = 'conversations';

/** What nobody has come back to for this long is forgotten. */
const KEEP_SECONDS = 90 * 24 * 3600;

export const CONVERSATION_INDEXES: readonly IndexDescription[] = [
  { key: { tenant: 1, eventId: 1 }, unique: true, name: 'event' },
  { key: { tenant: 1, conversation: 1, at: -1, _id: -1 }, name: 'newest_first' },
  { key: { at: 1 }, expireAfterSeconds: KEEP_SECONDS, name: 'pruning' },
];

export function createConversations(db: Db): Conversations {
  const turns: Collection<ConversationTurn> = db.collection(CONVERSATIONS);
  return {
    async history({ tenant }, conversation, eventId, limit) {
      // Of two turns in one millisecond the id tells which came first. A turn has at least a question and an answer.
      const newest = await turns
        .find(
          { tenant, conversation, eventId: { $ne: eventId } },
          { projection: { _id: 0, messages: 1 }, sort: { at: -1, _id: -1 } },
        )
        .limit(Math.ceil(limit / 2))
        .toArray();
      const messages = newest.reverse().flatMap((turn) => turn.messages);
      return messages.slice(-limit);
    },
    async append({ tenant }, conversation, eventId, messages, at) {
      try {
        await turns.insertOne({ tenant, conversation, eventId, messages, at });
      } catch (error) {
        if (!(error instanceof MongoServerError && error.code === 11000)) throw error;
        // The turn was taken up again after it had been remembered.
        await turns.updateOne({ tenant, eventId }, { $set: { messages } });
      }
    },
  };
}
