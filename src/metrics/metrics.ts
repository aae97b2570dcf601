// What Parley counts and times, in the Prometheus format. Labels are words of the code, never people's.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** How much waits, read when somebody asks: effects that are due, those that were given up, turns that are open. */
export type Depths = () => Promise<{ readonly effects: number; readonly dead: number; readonly turns: number }>;

export type Metrics = ReturnType<typeof createMetrics>;

/** From what a person does not notice to what makes them go away. */
const ANSWER_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const JOB_SECONDS = [0.005, 0.025, 0.1, 0.5, 1, 5, 15, 60, 300];

export function createMetrics(depths: Depths) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  new Gauge({
    name: 'parley_queue_depth',
    help: 'What waits: effects due, effects given up (dead), turns open.',
    labelNames: ['queue'],
    registers,
    async collect() {
      // Without the database nobody knows, and all else is wanted then more than ever: no sample is better than an old one.
      this.reset();
      const known = await depths().catch(() => ({}));
      for (const [queue, depth] of Object.entries(known)) this.set({ queue }, depth);
    },
  });

  return {
    /** The text that Prometheus reads, with its content type. */
    async render(): Promise<{ readonly text: string; readonly type: string }> {
      return { text: await registry.metrics(), type: registry.contentType };
    },
    http: new Histogram({
      name: 'parley_http_request_duration_seconds',
      help: 'HTTP requests by method, route and status.',
      labelNames: ['method', 'route', 'status'],
      buckets: ANSWER_SECONDS,
      registers,
    }),
    turns: new Histogram({
      name: 'parley_turn_duration_seconds',
      help: 'Turns, from taken up to answered, by result (answered, question, failed).',
      labelNames: ['result'],
      buckets: ANSWER_SECONDS,
      registers,
    }),
    models: new Histogram({
      name: 'parley_model_duration_seconds',
      help: 'Answers of the model, by its name and result (ok, failed).',
      labelNames: ['model', 'result'],
      buckets: ANSWER_SECONDS,
      registers,
    }),
    tokens: new Counter({
      name: 'parley_model_tokens_total',
      help: 'Tokens by model and direction (input, output).',
      labelNames: ['model', 'direction'],
      registers,
    }),
    tools: new Counter({
      name: 'parley_tool_results_total',
      help: 'Calls of tools by name and result (ok, or the code of the refusal).',
      labelNames: ['tool', 'result'],
      registers,
    }),
    deliveries: new Counter({
      name: 'parley_deliveries_total',
      help: 'Messages to people by kind, channel and result (sent, skipped, dead).',
      labelNames: ['kind', 'channel', 'result'],
      registers,
    }),
    sending: new Histogram({
      name: 'parley_delivery_duration_seconds',
      help: 'Attempts to hand over a message, by channel and result (ok, failed).',
      labelNames: ['channel', 'result'],
      buckets: ANSWER_SECONDS,
      registers,
    }),
    jobs: new Histogram({
      name: 'parley_job_duration_seconds',
      help: 'Runs of jobs by name and result (ok, failed).',
      labelNames: ['job', 'result'],
      buckets: JOB_SECONDS,
      registers,
    }),
    jobLag: new Gauge({
      name: 'parley_job_lag_seconds',
      help: 'How late the last run of a job began after its time.',
      labelNames: ['job'],
      registers,
    }),
    jobLastRun: new Gauge({
      name: 'parley_job_last_run_timestamp_seconds',
      help: 'When a job last ended well.',
      labelNames: ['job'],
      registers,
    }),
  };
}
