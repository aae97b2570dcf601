// A projection as a tree of paths, and what it makes of a document. Included fields stay in the document's order,
// computed ones follow in that of the projection.

import { compile } from '../aggregate/expression.ts';
import { type Evaluate, type Scope, type Surroundings, scopeOf } from '../aggregate/operands.ts';
import { CommandError } from '../errors.ts';
import { type Document, getField, isDocument, isNumber, setField, toNumber } from '../values.ts';

/**
 * What a projection does at a path: `include` and `exclude` it; `keep` it, whatever the rest of the projection is;
 * `compute` it, by an operator or as a literal. `map` changes the value that is there; undefined drops it.
 */
export type Rule =
  | { readonly kind: 'include' | 'exclude' | 'keep'; readonly map?: (value: unknown, root: Document) => unknown }
  | { readonly kind: 'compute'; readonly evaluate: Evaluate; readonly operator: boolean };

type Tree = { rule?: Rule; readonly children: Map<string, Tree> };

export type Reshape = (doc: Document, surroundings: Surroundings) => Document;

/** Reads the operand of one path, where the reader knows more than numbers, booleans and expressions. */
type ReadRule = (path: string, operand: unknown) => Rule | undefined;

/** Compiles a projection. */
export function compileTree(spec: Document, read: ReadRule = () => undefined): Reshape {
  const tree: Tree = { children: new Map() };
  const rules: [path: string, rule: Rule][] = [];
  collect(spec, '', read, rules);
  for (const [path, rule] of rules) addRule(tree, path, rule);
  const including = isIncluding(rules);
  const idRule = tree.children.get('_id');
  if (including && !idRule) tree.children.set('_id', { rule: { kind: 'include' }, children: new Map() });
  if (idRule?.rule?.kind === 'include' && !including) tree.children.delete('_id');
  return (doc, surroundings) => projectDocument(tree, doc, including, scopeOf(doc, surroundings));
}

function collect(spec: Document, prefix: string, read: ReadRule, rules: [string, Rule][]): void {
  for (const [name, operand] of Object.entries(spec)) {
    const path = prefix + name;
    if (path === '' || path.startsWith('.') || path.endsWith('.') || path.includes('..')) {
      throw new CommandError(
        40352,
        'FieldPath cannot be constructed with an empty string: field names may not be empty',
      );
    }
    const special = read(path, operand);
    if (special) rules.push([path.replace(/\.\$$/, ''), special]);
    else if (path.startsWith('$') || path.includes('.$')) {
      throw new CommandError(
        16410,
        `FieldPath field names may not start with '$'. Consider using $getField or $setField. Found: ${path}`,
      );
    } else if (isNumber(operand) || typeof operand === 'boolean') {
      const on = typeof operand === 'boolean' ? operand : toNumber(operand) !== 0;
      rules.push([path, { kind: on ? 'include' : 'exclude' }]);
    } else if (isDocument(operand) && !Object.keys(operand)[0]?.startsWith('$')) {
      if (Object.keys(operand).length === 0) {
        throw new CommandError(51270, 'An empty sub-projection is not a valid value. Found empty object at path');
      }
      collect(operand, `${path}.`, read, rules);
    } else rules.push([path, { kind: 'compute', evaluate: compile(operand), operator: isDocument(operand) }]);
  }
}

/** @throws CommandError 31252 to 31254 or 31310 when rules of both sorts stand together; `_id` may differ from the others */
function isIncluding(rules: readonly [path: string, rule: Rule][]): boolean {
  let including: boolean | undefined;
  for (const [path, rule] of rules) {
    const { kind } = rule;
    if (kind === 'keep' || path === '_id') continue;
    const includes = kind !== 'exclude';
    if (including === undefined) including = includes;
    else if (including && !includes) {
      throw new CommandError(31254, `Cannot do exclusion on field ${path} in inclusion projection`);
    } else if (!including && rule.kind === 'compute') {
      throw new CommandError(
        rule.operator ? 31252 : 31310,
        `Cannot use an expression in an exclusion projection: ${path}`,
      );
    } else if (!including && includes) {
      throw new CommandError(31253, `Cannot do inclusion on field ${path} in exclusion projection`);
    }
  }
  if (including !== undefined) return including;
  const id = rules.find(([path]) => path === '_id')?.[1];
  return id !== undefined && id.kind !== 'exclude' && id.kind !== 'keep';
}

function addRule(tree: Tree, path: string, rule: Rule): void {
  let node = tree;
  for (const part of path.split('.')) {
    if (node.rule) throw new CommandError(31249, `Path collision at ${path}`);
    let child = node.children.get(part);
    if (!child) {
      child = { children: new Map() };
      node.children.set(part, child);
    }
    node = child;
  }
  if (node.rule || node.children.size > 0) throw new CommandError(31250, `Path collision at ${path}`);
  node.rule = rule;
}

function projectDocument(tree: Tree, doc: Document, including: boolean, scope: Scope): Document {
  const result: Document = {};
  for (const name of Object.keys(doc)) {
    const child = tree.children.get(name);
    const value = child ? projectValue(child, doc[name], including, scope) : including ? undefined : doc[name];
    if (value !== undefined) setField(result, name, value);
  }
  for (const [name, child] of tree.children) addComputed(result, doc, name, child, scope);
  return result;
}

/** Computed fields come after those that the document has; one that replaces a field of the document too. */
function addComputed(result: Document, doc: Document, name: string, child: Tree, scope: Scope): void {
  if (child.rule?.kind === 'compute') {
    const value = child.rule.evaluate(scope);
    if (value !== undefined) setField(result, name, value);
  } else if (!child.rule && hasComputed(child)) {
    const current = getField(doc, name);
    if (isDocument(current) || Array.isArray(current)) return;
    const value = projectDocument(child, {}, true, scope);
    if (Object.keys(value).length > 0) setField(result, name, value);
  }
}

function hasComputed(tree: Tree): boolean {
  return [...tree.children.values()].some((child) => child.rule?.kind === 'compute' || hasComputed(child));
}

function projectValue(tree: Tree, value: unknown, including: boolean, scope: Scope): unknown {
  const { rule } = tree;
  if (rule) {
    if (rule.kind === 'exclude' || rule.kind === 'compute') return undefined;
    return rule.map ? rule.map(value, scope.root as Document) : value;
  }
  if (isDocument(value)) return projectDocument(tree, value, including, scope);
  if (!Array.isArray(value)) return including ? undefined : value;
  const elements = value.map((element) => projectValue(tree, element, including, scope));
  return including ? elements.filter((element) => element !== undefined) : elements;
}
