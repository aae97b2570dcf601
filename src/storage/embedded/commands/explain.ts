// explain: which way a query goes, and what it examines on it.
import { leadingQuery } from '../aggregate/leading.ts';
import { compileStage } from '../aggregate/stages.ts';
import { CommandError, notSupported } from '../errors.ts';
import { Query } from '../query.ts';
import type { Reply } from '../reply.ts';
import type { Document } from '../values.ts';
import { throughViews } from '../views.ts';
import { Arguments } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { queryRequest, readCollation } from './query-options.ts';

export const explainCommands: Command[] = [{ name: 'explain', fields: ['verbosity'], run: explain }];

async function explain(context: Context): Promise<Reply> {
  const inner = context.args.requiredDocument('explain');
  const executes = executesFor(context.args);
  const [kind = '', target] = Object.entries(inner)[0] ?? [];
  const command = new Arguments(kind, inner);
  const name = String(target);
  const { base, stages } = throughViews(context.catalog, context.db, name);
  if (kind === 'aggregate') {
    const pipeline = [...stages, ...(command.documents('pipeline') ?? [])];
    const collation = readCollation(command, context.catalog.find(context.db, name));
    return explainPipeline(context, base, pipeline, { command, collation, executes });
  }
  if (base !== name) throw notSupported(`explain of ${kind} on a view`);
  return explainQuery(context, name, explainable(inner), { counts: kind === 'count', executes });
}

const VERBOSITIES = ['queryPlanner', 'executionStats', 'allPlansExecution'];

/** Whether the query is carried out, to tell what it examines. Throws CommandError 9 for an unknown verbosity. */
function executesFor(args: Arguments): boolean {
  const verbosity = args.string('verbosity') ?? 'allPlansExecution';
  if (!VERBOSITIES.includes(verbosity)) {
    throw new CommandError(9, `verbosity string must be one of {'${VERBOSITIES.join("', '")}'}`);
  }
  return verbosity !== 'queryPlanner';
}

/** The plan of a pipeline's leading query; the stages after it as they were given. `command` holds the hint. */
export async function explainPipeline(
  context: Context,
  name: string,
  pipeline: readonly Document[],
  { command, collation, executes }: { command: Arguments; collation: Document | undefined; executes: boolean },
): Promise<Document> {
  pipeline.filter((stage) => !('$out' in stage || '$merge' in stage)).forEach(compileStage);
  const { rest, filter, sort, skip, limit } = leadingQuery(pipeline);
  const { hint, let: variables } = command.fields;
  const compared = collation ?? { locale: 'simple' };
  const fields = { filter, sort, skip, limit, hint, collation: compared, let: variables };
  const explained = await explainQuery(context, name, new Arguments('aggregate', fields), { executes });
  return rest.length === 0 ? explained : { stages: [{ $cursor: explained }, ...rest] };
}

async function explainQuery(
  { db, catalog, pause, now }: Context,
  name: string,
  command: Arguments,
  { counts = false, executes }: { counts?: boolean; executes: boolean },
): Promise<Document> {
  const limit = Math.abs(command.integer('limit', Number.MIN_SAFE_INTEGER) ?? 0);
  const collection = catalog.find(db, name);
  const request = { ...queryRequest(command, 'filter', now(), collection), limit, skip: command.integer('skip') ?? 0 };
  const planner = { namespace: `${db}.${name}`, parsedQuery: request.filter, rejectedPlans: [] };
  if (!collection) return { queryPlanner: { ...planner, winningPlan: { stage: 'EOF' } } };
  const query = new Query(collection, request);
  const plan = (): Document => (counts ? { stage: 'COUNT', inputStage: counted(query) } : sorted(query));
  if (!executes) return { explainVersion: '1', queryPlanner: { ...planner, winningPlan: plan() } };
  const nReturned = counts ? await query.count(Number.POSITIVE_INFINITY, pause) : (await query.all(pause)).length;
  const winningPlan = plan();
  return {
    explainVersion: '1',
    queryPlanner: { ...planner, winningPlan },
    executionStats: {
      executionSuccess: true,
      nReturned,
      totalKeysExamined: query.keysExamined,
      totalDocsExamined: query.docsExamined,
      executionStages: winningPlan,
    },
  };
}

function accessed({ stage }: Query): Document {
  return stage.stage === 'COLLSCAN' ? stage : { stage: 'FETCH', inputStage: stage };
}

function sorted(query: Query): Document {
  return query.sorted ? accessed(query) : { stage: 'SORT', inputStage: accessed(query) };
}

function counted(query: Query): Document {
  return query.covered ? { ...query.stage, stage: 'COUNT_SCAN' } : accessed(query);
}

/** The query of a command that can be explained, with its parts named as `find` names them. */
function explainable(command: Document): Arguments {
  const kind = Object.keys(command)[0] ?? '';
  const all = new Arguments(kind, command);
  const first = (field: string) => all.documents(field)?.[0] ?? {};
  switch (kind) {
    case 'find':
      return all;
    case 'count':
    case 'distinct':
    case 'findAndModify':
      return new Arguments(kind, { ...command, filter: command.query ?? {} });
    case 'update':
      return new Arguments(kind, { ...first('updates'), filter: first('updates').q });
    case 'delete':
      return new Arguments(kind, { filter: first('deletes').q, hint: first('deletes').hint });
    case 'insert':
      throw new CommandError(20, `Cannot explain cmd: ${kind}`);
    default:
      throw new CommandError(59, `Explain failed due to unknown command: ${kind}`);
  }
}
