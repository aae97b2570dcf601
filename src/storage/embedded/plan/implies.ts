// Whether a filter can only match documents that a partial or sparse index holds; if in doubt, no.

import { truthy } from '../aggregate/operands.ts';
import { type Collator, compareValues, equalValues } from '../compare.ts';
import { type Document, isNumber, kindOf, toNumber } from '../values.ts';
import { type Condition, type Conditions, conditionsOf } from './conditions.ts';

/** Whether everything that meets `conditions` matches the index's partialFilterExpression. */
export function implies(conditions: Conditions, partial: Document, collator: Collator | undefined): boolean {
  const needed = conditionsOf(partial);
  if (!needed.complete) return false;
  for (const [path, wanted] of needed.fields) {
    const given = conditions.fields.get(path) ?? [];
    if (!wanted.every((want) => given.some((have) => conditionImplies(have, want, collator)))) return false;
  }
  return true;
}

/** Whether everything that meets `conditions` has one of the fields, as a sparse index demands. */
export function impliesPresence(conditions: Conditions, paths: readonly string[]): boolean {
  const present: Condition = { op: '$exists', value: true };
  return paths.some((path) => conditions.fields.get(path)?.some((have) => conditionImplies(have, present, undefined)));
}

function conditionImplies(have: Condition, want: Condition, collator: Collator | undefined): boolean {
  if (have.op === '$in' && Array.isArray(have.value)) {
    return have.value.length > 0 && have.value.every((value) => conditionImplies({ op: '$eq', value }, want, collator));
  }
  if (want.op === '$exists') {
    if (want.value === false) return have.op === '$exists' && have.value === false;
    return have.op === '$exists' ? truthy(have.value) : have.value !== null && have.value !== undefined;
  }
  if (want.op === '$in' && Array.isArray(want.value)) {
    return have.op === '$eq' && want.value.some((value) => equalValues(value, have.value, collator));
  }
  if (want.op === '$regex' || have.op === '$regex' || have.op === '$exists') {
    return false;
  }
  return kindOf(have.value) === kindOf(want.value) && comparisonImplies(have, want, collator);
}

function comparisonImplies(have: Condition, want: Condition, collator: Collator | undefined): boolean {
  // NaN sorts below the numbers, but is neither below nor above any: with it, equality alone is met.
  if (isNaNumber(have.value) || isNaNumber(want.value))
    return isNaNumber(have.value) && isNaNumber(want.value) && meetsEqual(have) && meetsEqual(want);
  const order = compareValues(have.value, want.value, collator);
  switch (want.op) {
    case '$eq':
      return have.op === '$eq' && order === 0;
    case '$gt':
      return have.op === '$gt' ? order >= 0 : (have.op === '$gte' || have.op === '$eq') && order > 0;
    case '$gte':
      return (have.op === '$gt' || have.op === '$gte' || have.op === '$eq') && order >= 0;
    case '$lt':
      return have.op === '$lt' ? order <= 0 : (have.op === '$lte' || have.op === '$eq') && order < 0;
    case '$lte':
      return (have.op === '$lt' || have.op === '$lte' || have.op === '$eq') && order <= 0;
    default:
      return false;
  }
}

const isNaNumber = (value: unknown) => isNumber(value) && Number.isNaN(toNumber(value));
const meetsEqual = ({ op }: Condition) => op === '$eq' || op === '$gte' || op === '$lte';
