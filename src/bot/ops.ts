// What /parley ops says: an admin's link to the operator's page, or in one sentence why there is none.
import type { UserActor } from '../domain/actor.ts';
import { DomainError } from '../domain/errors.ts';
import type { Directory, Sender } from './directory.ts';
import { ANYBODY, sentenceOf } from './sentences.ts';
import type { NewTurn } from './turns.ts';
import { botWords, languageOfUser } from './words/words.ts';

export function createOpsAnswer(options: {
  /** Throws `forbidden` for everybody but admins. */
  opsLink: (actor: UserActor) => Promise<string>;
  directory: Directory;
  onError: (error: unknown, doing: string) => void;
}): (turn: NewTurn) => Promise<string> {
  return async ({ tenant, userId, requestId }) => {
    let sender: Sender | undefined;
    try {
      sender = await options.directory.sender(tenant, userId, requestId);
      const link = await options.opsLink(sender.actor);
      return botWords(languageOfUser(sender.user)).opsLink(link);
    } catch (error) {
      if (!(error instanceof DomainError)) options.onError(error, 'making a link to the operator’s page');
      return sentenceOf(error, sender?.user ?? ANYBODY, requestId);
    }
  };
}
