// Adding up many numbers as MongoDB does: doubles with what rounding took away kept beside them, so that 0.1 + 0.2 + 0.3
// is 0.6 in every order; whole numbers and decimals exactly.

import { Decimal128 } from 'bson';
import { combine, toDecimal } from './arithmetic.ts';
import { type BsonNumber, double, toNumber } from './values.ts';

const LONG_MIN = -(2n ** 63n);
const LONG_MAX = 2n ** 63n - 1n;

export class Sum {
  #whole = 0n;
  /** The doubles: their rounded sum and its error; summed up plainly besides, for the infinities. */
  #high = 0;
  #low = 0;
  #plain = 0;
  #decimal: Decimal128 | undefined;
  #type: 'int' | 'long' | 'double' = 'int';

  add(value: BsonNumber): void {
    if (value instanceof Decimal128) {
      this.#decimal = this.#decimal ? addDecimals(this.#decimal, value) : value;
    } else if (typeof value === 'bigint') {
      this.#whole += value;
      if (this.#type === 'int') this.#type = 'long';
    } else if (typeof value === 'number' && (value | 0) === value && !Object.is(value, -0)) {
      this.#whole += BigInt(value);
    } else {
      this.#type = 'double';
      this.#addDouble(toNumber(value));
    }
  }

  /** In the widest type among the numbers; whole ones that overflow a long become a double. */
  get value(): BsonNumber {
    const rest = this.#type === 'double' ? this.#doubles() : undefined;
    if (this.#decimal) {
      const whole = addDecimals(this.#decimal, toDecimal(this.#whole));
      return rest ? rest.reduce((total, part) => addDecimals(total, exactDecimal(part)), whole) : whole;
    }
    if (rest) return double(rest[0] + rest[1]);
    if (this.#type === 'int' && this.#whole >= -0x8000_0000n && this.#whole <= 0x7fff_ffffn) return Number(this.#whole);
    if (this.#whole >= LONG_MIN && this.#whole <= LONG_MAX) return this.#whole;
    return double(Number(this.#whole));
  }

  #addDouble(value: number): void {
    this.#plain += value;
    [this.#high, this.#low] = addTo(this.#high, this.#low, value);
  }

  /** The doubles and the whole numbers together. */
  #doubles(): [high: number, low: number] {
    if (!Number.isFinite(this.#high)) return [this.#plain, 0];
    const near = Number(this.#whole);
    const [high, low] = addTo(this.#high, this.#low, near);
    return addTo(high, low, Number(this.#whole - BigInt(near)));
  }
}

/** Adds exactly, as two doubles of which the second is what the first lacks. */
function addTo(high: number, low: number, value: number): [high: number, low: number] {
  const sum = high + value;
  const part = sum - high;
  const error = high - (sum - part) + (value - part) + low;
  const rounded = sum + error;
  return [rounded, error - (rounded - sum)];
}

function addDecimals(a: Decimal128, b: Decimal128): Decimal128 {
  return combine('add', a, b) as Decimal128;
}

/** A double with 34 digits, more than which a decimal does not have. */
function exactDecimal(value: number): Decimal128 {
  if (!Number.isFinite(value)) return toDecimal(value);
  return Decimal128.fromStringWithRounding(value.toPrecision(34).replace(/\.?0+(?=e|$)/, ''));
}
