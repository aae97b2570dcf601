// Values as MongoDB prints them in its messages.

import { isDocument } from './values.ts';

/** A value of any kind in the shell's notation: `{ a: 1, b: "x" }`. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (Array.isArray(value)) return `[ ${value.map(show).join(', ')} ]`;
  if (isDocument(value)) {
    const fields = Object.entries(value).map(([name, field]) => `${name}: ${show(field)}`);
    return `{ ${fields.join(', ')} }`;
  }
  if (typeof value === 'object' && value !== null && 'toHexString' in value) {
    return `ObjectId('${(value as { toHexString(): string }).toHexString()}')`;
  }
  return String(value);
}
