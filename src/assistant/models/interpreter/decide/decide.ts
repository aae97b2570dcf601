// Last stage: what follows from intent, slots and situation. Two readings of similar likelihood become a question.
import type { Situation } from '../../../situation.ts';
import { smallTalk } from '../talk/small-talk.ts';
import { book } from './book.ts';
import { cancel } from './cancel.ts';
import { changePeople, complete } from './changes.ts';
import { recurring } from './coaching.ts';
import { act, ask, type Decision, say, type Wish } from './decision.ts';
import { setGoal, updateGoal } from './goals.ts';
import { availability, list } from './look.ts';
import { move } from './move.ts';
import { respond } from './requests.ts';
import { settings } from './settings.ts';
import { swap } from './several.ts';

export function decide(wish: Wish, situation: Situation): Decision {
  const { intent, sketch, text } = wish;
  switch (intent) {
    case 'book':
      return book(wish, situation);
    case 'move':
      return move(wish, situation);
    case 'swap':
      return swap(wish, situation);
    case 'cancel':
      return cancel(wish, situation);
    case 'complete':
      return complete(wish, situation);
    case 'people':
      return changePeople(wish, situation);
    case 'list':
      return list(sketch, text, situation);
    case 'availability':
      return availability(sketch, text, situation);
    case 'respond':
      return respond(sketch, text, situation);
    case 'recurring':
      return recurring(sketch, text);
    case 'goal':
      return setGoal(sketch, text);
    case 'update_goal':
      return updateGoal(sketch, text, situation);
    case 'settings':
      return settings(sketch, text, situation);
    case 'list_goals':
      return act('list_goals', {});
    case 'refuse':
      return say(
        'I can’t do that: I only arrange your own meetings, a few at a time. Tell me one that you want to book, move or cancel.',
      );
    case 'chat':
      return say(smallTalk(text, situation));
    case 'unknown':
      return ask('I did not understand that. What should I book, move, cancel or look up?', ['text']);
  }
}
