// What is at the other end of the bot: Slack, or the playground in its place.
import type { SlackOptions } from '../bot/index.ts';
import type { Config } from '../config.ts';
import type { Playground } from '../playground/playground.ts';

type Side = Pick<SlackOptions, 'transport' | 'installation' | 'clientOptions' | 'origin'>;

/** The workspace of people who try Parley out, in this process. */
export function playgroundSide(playground: Playground, signingSecret: string): Side {
  return {
    transport: { kind: 'http', signingSecret },
    installation: { token: playground.botToken },
    clientOptions: { fetch: playground.fetch },
    origin: 'playground',
  };
}

/** Slack itself, with the tokens of the settings. */
export function slackSide({ slack }: Config): Side {
  if (!slack) throw new TypeError('Slack is not configured.');
  return {
    transport:
      slack.transport === 'socket'
        ? { kind: 'socket', appToken: slack.appToken }
        : { kind: 'http', signingSecret: slack.signingSecret },
    installation: { token: slack.botToken },
    origin: 'slack',
  };
}
