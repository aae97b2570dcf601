// How modals come up: opened at once, since Slack allows it for three seconds only, and filled when what they show is read.
import type { ModalView } from '@slack/types';
import { DomainError } from '../../domain/errors.ts';
import type { Directory, Sender } from '../directory.ts';
import { ANYBODY, sentenceOf } from '../sentences.ts';
import type { NewTurn } from '../turns.ts';
import { type BotWords, botWords, languageOfUser } from '../words/words.ts';
import type { Workspaces } from '../workspaces.ts';

export interface Filling {
  read(sender: Sender, words: BotWords): Promise<ModalView>;
  /** What is shown when there is nothing else to show. */
  sentence(text: string, words: BotWords): ModalView;
}

export interface Modals {
  /** Opens a modal that says `loading` for as long as it is read. Rejects only when Slack does not open it. */
  open(turn: NewTurn, triggerId: string, loading: (words: BotWords) => string, filling: Filling): Promise<void>;
  /** Shows something else in an open modal; a failure is told in it, in one sentence. */
  show(turn: NewTurn, viewId: string, filling: Filling): Promise<void>;
}

export function createModals(options: {
  workspaces: Workspaces;
  directory: Directory;
  onError: (error: unknown, doing: string) => void;
}): Modals {
  const { workspaces, directory } = options;

  async function show(turn: NewTurn, viewId: string, filling: Filling): Promise<void> {
    const { client } = await workspaces.of(turn.tenant);
    const update = (view: ModalView) => client.views.update({ view_id: viewId, view });
    let reader = ANYBODY;
    try {
      const sender = await directory.sender(turn.tenant, turn.userId, turn.requestId);
      reader = sender.user;
      await update(await filling.read(sender, botWords(languageOfUser(reader))));
    } catch (error) {
      if (!(error instanceof DomainError)) options.onError(error, 'filling a modal');
      await update(filling.sentence(sentenceOf(error, reader, turn.requestId), botWords(languageOfUser(reader))));
    }
  }

  return {
    show,
    async open(turn, triggerId, loading, filling) {
      const { client } = await workspaces.of(turn.tenant);
      const words = botWords(await directory.languageOf(turn.tenant, turn.userId));
      const { view } = await client.views.open({
        trigger_id: triggerId,
        view: filling.sentence(loading(words), words),
      });
      if (view?.id) await show(turn, view.id, filling);
    },
  };
}
