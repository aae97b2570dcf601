// How modals come up: opened at once, since Slack allows it for three seconds only, and filled when what they show is read.
import type { ModalView } from '@slack/types';
import { DomainError } from '../../domain/errors.ts';
import type { Directory, Sender } from '../directory.ts';
import { sentenceOf } from '../sentences.ts';
import type { NewTurn } from '../turns.ts';
import type { Workspaces } from '../workspaces.ts';

export interface Filling {
  read(sender: Sender): Promise<ModalView>;
  /** What is shown when there is nothing else to show. */
  sentence(text: string): ModalView;
}

export interface Modals {
  /** Opens a modal that says `loading` for as long as it is read. Rejects only when Slack does not open it. */
  open(turn: NewTurn, triggerId: string, loading: string, filling: Filling): Promise<void>;
  /** Shows something else in an open modal; a failure is told in it, in one sentence. */
  show(turn: NewTurn, viewId: string, filling: Filling): Promise<void>;
}

export function createModals(options: {
  workspaces: Workspaces;
  directory: Directory;
  onError: (error: unknown, doing: string) => void;
}): Modals {
  async function show(turn: NewTurn, viewId: string, filling: Filling): Promise<void> {
    const { client } = await options.workspaces.of(turn.tenant);
    const update = (view: ModalView) => client.views.update({ view_id: viewId, view });
    let sender: Sender | undefined;
    try {
      sender = await options.directory.sender(turn.tenant, turn.userId, turn.requestId);
      await update(await filling.read(sender));
    } catch (error) {
      if (!(error instanceof DomainError)) options.onError(error, 'filling a modal');
      const reader = sender?.user ?? { zone: 'UTC', locale: 'en-US' };
      await update(filling.sentence(sentenceOf(error, reader, turn.requestId)));
    }
  }

  return {
    show,
    async open(turn, triggerId, loading, filling) {
      const { client } = await options.workspaces.of(turn.tenant);
      const { view } = await client.views.open({ trigger_id: triggerId, view: filling.sentence(loading) });
      if (view?.id) await show(turn, view.id, filling);
    },
  };
}
