// The stages that turn one document into another: of pipelines, and of updates by a pipeline.

import { CommandError } from '../errors.ts';
import { compileTree, type Reshape } from '../project/tree.ts';
import { type Document, getField, isDocument, setField, typeName } from '../values.ts';
import { compile } from './expression.ts';
import { type Evaluate, type Scope, scopeOf } from './operands.ts';

/** The names of these stages. */
export const RESHAPES: ReadonlySet<string> = new Set([
  '$set',
  '$addFields',
  '$unset',
  '$project',
  '$replaceRoot',
  '$replaceWith',
]);

/** Compiles one of {@link RESHAPES}. */
export function compileReshape(name: string, operand: unknown): Reshape {
  switch (name) {
    case '$set':
    case '$addFields':
      return addFields(documentOf(name, operand, 40272));
    case '$unset':
      return unset(operand);
    case '$project': {
      const spec = documentOf(name, operand, 15969);
      if (Object.keys(spec).length === 0)
        throw new CommandError(
          51272,
          'Invalid $project :: caused by :: projection specification must have at least one field',
        );
      return compileTree(spec);
    }
    case '$replaceRoot':
      return replaceRoot(name, newRootOf(documentOf(name, operand, 40229)));
    default:
      return replaceRoot(name, operand);
  }
}

function documentOf(name: string, operand: unknown, code: number): Document {
  if (!isDocument(operand)) {
    throw new CommandError(code, `${name} specification stage must be an object, got ${typeName(operand)}`);
  }
  return operand;
}

function newRootOf(spec: Document): unknown {
  const unknown = Object.keys(spec).find((name) => name !== 'newRoot');
  if (unknown !== undefined) throw new CommandError(40415, `BSON field '$replaceRoot.${unknown}' is an unknown field.`);
  if (!('newRoot' in spec))
    throw new CommandError(40414, "BSON field '$replaceRoot.newRoot' is missing but a required field");
  return spec.newRoot;
}

function unset(operand: unknown): Reshape {
  const paths = Array.isArray(operand) ? operand : [operand];
  if (paths.length === 0)
    throw new CommandError(31119, '$unset specification must be a string or an array with at least one field');
  for (const path of paths) {
    if (typeof path !== 'string')
      throw new CommandError(31002, '$unset specification must be a string or an array containing only string values');
  }
  return compileTree(Object.fromEntries(paths.map((path) => [path, 0])));
}

function replaceRoot(name: string, operand: unknown): Reshape {
  const evaluate = compile(operand);
  return (doc, surroundings) => {
    const root = evaluate(scopeOf(doc, surroundings));
    if (!isDocument(root)) {
      throw new CommandError(
        40228,
        `'${name === '$replaceRoot' ? 'newRoot' : 'replacement document'}' expression must evaluate to an object, but resulting value was of type: ${typeName(root)}`,
      );
    }
    return root;
  };
}

type Fields = Map<string, Evaluate | Fields>;

function addFields(spec: Document): Reshape {
  const fields: Fields = new Map();
  for (const [path, operand] of Object.entries(spec)) insert(fields, path.split('.'), operand);
  return (doc, surroundings) => assign(fields, doc, scopeOf(doc, surroundings));
}

function insert(fields: Fields, [name = '', ...rest]: string[], operand: unknown): void {
  if (name === '' || name.startsWith('$'))
    throw new CommandError(16410, `FieldPath field names may not start with '$' or be empty: '${name}'`);
  const nested = isDocument(operand) && Object.keys(operand).length > 0 && !Object.keys(operand)[0]?.startsWith('$');
  if (rest.length === 0 && !nested) {
    fields.set(name, compile(operand));
    return;
  }
  const known = fields.get(name);
  const inner: Fields = known instanceof Map ? known : new Map();
  fields.set(name, inner);
  if (rest.length > 0) insert(inner, rest, operand);
  else for (const [key, value] of Object.entries(operand as Document)) insert(inner, key.split('.'), value);
}

function assign(fields: Fields, doc: Document, scope: Scope): Document {
  const result: Document = { ...doc };
  for (const [name, field] of fields) {
    const value = field instanceof Map ? assignInto(field, getField(doc, name), scope) : field(scope);
    if (value === undefined) delete result[name];
    else setField(result, name, value);
  }
  return result;
}

/** Through arrays, every element gets the fields; what is no document is replaced by one. */
function assignInto(fields: Fields, value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((element) => assignInto(fields, element, scope));
  return assign(fields, isDocument(value) ? value : {}, scope);
}
