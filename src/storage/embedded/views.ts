// Views: a name that stands for a pipeline over another collection. They are stored as a collection without documents
// whose options say what it shows.
import { compileStage } from './aggregate/stages.ts';
import type { Catalog } from './catalog.ts';
import type { Collection } from './collection.ts';
import type { Arguments } from './commands/arguments.ts';
import { CommandError } from './errors.ts';
import { collatorOf } from './match/collation.ts';
import type { Document } from './values.ts';

/** How deep views may stand on views, as MongoDB has it. */
const MAX_DEPTH = 20;

export function isView(collection: Collection | undefined): boolean {
  return typeof collection?.options.viewOn === 'string';
}

/**
 * The collection behind a name, and the stages of the views between: none unless it is a view.
 * @throws CommandError 5 when views stand on each other in a circle, 198 when they stand too deep
 */
export function throughViews(
  catalog: Catalog,
  db: string,
  name: string,
): { base: string; stages: readonly Document[] } {
  let base = name;
  let stages: Document[] = [];
  const passed = [name];
  for (let view = catalog.find(db, base); view && isView(view); view = catalog.find(db, base)) {
    base = String(view.options.viewOn);
    stages = [...((view.options.pipeline as Document[] | undefined) ?? []), ...stages];
    if (passed.includes(base)) throw new CommandError(5, `View cycle detected: ${[...passed, base].join(' => ')}`);
    passed.push(base);
    if (passed.length > MAX_DEPTH)
      throw new CommandError(198, `View depth too deep: at most ${MAX_DEPTH} are possible`);
  }
  return { base, stages };
}

/** What `create` stores of a view; undefined when none is asked for. */
export function viewOptions(
  args: Arguments,
  catalog: Catalog,
  db: string,
  name: string,
  collation: Document | undefined,
): Document | undefined {
  const viewOn = args.string('viewOn');
  if (viewOn === undefined) {
    if (args.has('pipeline')) throw new CommandError(72, "'pipeline' requires 'viewOn' to also be specified");
    return undefined;
  }
  for (const option of ['validator', 'validationLevel', 'validationAction']) {
    if (args.has(option)) throw new CommandError(72, `The option '${option}' is not for views`);
  }
  if (viewOn === '') throw new CommandError(72, "'viewOn' cannot be empty");
  const pipeline = args.documents('pipeline') ?? [];
  for (const stage of pipeline) {
    if ('$out' in stage || '$merge' in stage) {
      throw new CommandError(167, 'The aggregation stages $out and $merge cannot be used in a view');
    }
    compileStage(stage);
  }
  if (viewOn === name || throughViews(catalog, db, viewOn).base === name) {
    throw new CommandError(5, `View cycle detected: ${name} => ${viewOn}`);
  }
  const below = catalog.find(db, viewOn);
  if (isView(below) && collatorOf(below?.collation)?.name !== collatorOf(collation)?.name) {
    throw new CommandError(167, `View ${name} has another collation than the view ${viewOn} that it is made on`);
  }
  return { viewOn, pipeline, ...(collation && { collation }) };
}
