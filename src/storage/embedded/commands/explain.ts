// explain: which way a query goes, and what it examines on it.
import { CommandError } from '../errors.ts';
import { Query } from '../query.ts';
import type { Reply } from '../reply.ts';
import { type Document, isDocument } from '../values.ts';
import { Arguments } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { queryRequest } from './query-options.ts';

export const explainCommands: Command[] = [{ name: 'explain', fields: ['verbosity'], run: explain }];

async function explain(context: Context): Promise<Reply> {
  const { args, db, catalog, pause, now } = context;
  const inner = args.requiredDocument('explain');
  const { name, fields } = explainable(inner);
  const command = new Arguments(Object.keys(inner)[0] ?? '', fields);
  const limit = Math.abs(command.integer('limit', Number.MIN_SAFE_INTEGER) ?? 0);
  const request = { ...queryRequest(command, 'filter', now()), limit, skip: command.integer('skip') ?? 0 };
  const collection = catalog.find(db, name);
  const planner = { namespace: `${db}.${name}`, parsedQuery: request.filter, rejectedPlans: [] };
  if (!collection) return { queryPlanner: { ...planner, winningPlan: { stage: 'EOF' } } };
  const query = new Query(collection, request);
  const found = await query.all(pause);
  const access = query.stage.stage === 'COLLSCAN' ? query.stage : { stage: 'FETCH', inputStage: query.stage };
  const winningPlan = query.sorted ? access : { stage: 'SORT', inputStage: access };
  return {
    queryPlanner: { ...planner, winningPlan },
    executionStats: {
      executionSuccess: true,
      nReturned: found.length,
      totalKeysExamined: query.keysExamined,
      totalDocsExamined: query.docsExamined,
      executionStages: winningPlan,
    },
  };
}

/** The collection and the query of a command that can be explained, with the query's parts named as `find` names them. */
function explainable(command: Document): { name: string; fields: Document } {
  const [kind = '', name] = Object.entries(command)[0] ?? [];
  const first = (field: string) => (Array.isArray(command[field]) ? (command[field][0] as Document) : {});
  const { pipeline } = command;
  switch (kind) {
    case 'find':
      return { name: String(name), fields: command };
    case 'count':
    case 'distinct':
    case 'findAndModify':
      return { name: String(name), fields: { ...command, filter: command.query ?? {} } };
    case 'update':
      return { name: String(name), fields: { ...first('updates'), filter: first('updates').q } };
    case 'delete':
      return { name: String(name), fields: { filter: first('deletes').q, hint: first('deletes').hint } };
    case 'aggregate': {
      const [stage] = Array.isArray(pipeline) ? pipeline : [];
      const filter = isDocument(stage) && isDocument(stage.$match) ? stage.$match : {};
      return { name: String(name), fields: { filter, hint: command.hint } };
    }
    default:
      throw new CommandError(59, `Explain failed due to unknown command: ${kind}`);
  }
}
