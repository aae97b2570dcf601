// The parts of Parley with a meter around each: they behave as before, and what they do is counted.

import type { Model } from '../assistant/models/model.ts';
import type { Assistant } from '../assistant/turn.ts';
import type { JobRun } from '../jobs/recorded.ts';
import type { Channel } from '../notifications/channel.ts';
import type { Deliveries } from '../notifications/deliveries.ts';
import type { Tool } from '../tools/tool.ts';
import type { Metrics } from './metrics.ts';

/** Seconds since it was made. */
function stopwatch(): () => number {
  const began = performance.now();
  return () => (performance.now() - began) / 1000;
}

export function measuredAssistant(assistant: Assistant, { turns }: Metrics): Assistant {
  return {
    ...assistant,
    async run(...turn) {
      const seconds = stopwatch();
      try {
        const result = await assistant.run(...turn);
        turns.observe({ result: result.clarification ? 'question' : 'answered' }, seconds());
        return result;
      } catch (error) {
        turns.observe({ result: 'failed' }, seconds());
        throw error;
      }
    },
  };
}

export function measuredModel(model: Model, { models, tokens }: Metrics): Model {
  const { name } = model;
  return {
    name,
    async respond(request) {
      const seconds = stopwatch();
      try {
        const reply = await model.respond(request);
        models.observe({ model: name, result: 'ok' }, seconds());
        tokens.inc({ model: name, direction: 'input' }, reply.usage?.inputTokens ?? 0);
        tokens.inc({ model: name, direction: 'output' }, reply.usage?.outputTokens ?? 0);
        return reply;
      } catch (error) {
        models.observe({ model: name, result: 'failed' }, seconds());
        throw error;
      }
    },
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'error';
}

export function measuredTools(all: readonly Tool[], { tools }: Metrics): Tool[] {
  return all.map((tool) => ({
    ...tool,
    async run(context, input) {
      try {
        const result = await tool.run(context, input);
        tools.inc({ tool: tool.name, result: result.ok ? 'ok' : result.error.code });
        return result;
      } catch (error) {
        tools.inc({ tool: tool.name, result: codeOf(error) });
        throw error;
      }
    },
  }));
}

export function measuredChannel(channel: Channel, { sending }: Metrics): Channel {
  return {
    name: channel.name,
    async deliver(...given) {
      const seconds = stopwatch();
      try {
        await channel.deliver(...given);
        sending.observe({ channel: channel.name, result: 'ok' }, seconds());
      } catch (error) {
        sending.observe({ channel: channel.name, result: 'failed' }, seconds());
        throw error;
      }
    },
  };
}

export function measuredDeliveries(deliveries: Deliveries, { deliveries: counter }: Metrics): Deliveries {
  return {
    ...deliveries,
    async settle(key, state, ...rest) {
      await deliveries.settle(key, state, ...rest);
      counter.inc({ kind: key.kind, channel: key.channel, result: state });
    },
  };
}

export function measuredRun({ jobs, jobLag, jobLastRun }: Metrics): (run: JobRun) => void {
  return ({ job, durationMs, lagMs, finishedAt, error }) => {
    jobs.observe({ job, result: error === undefined ? 'ok' : 'failed' }, durationMs / 1000);
    jobLag.set({ job }, lagMs / 1000);
    if (error === undefined) jobLastRun.set({ job }, finishedAt.getTime() / 1000);
  };
}
