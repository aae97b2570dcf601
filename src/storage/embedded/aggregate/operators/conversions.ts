// Placeholder group.
import type { Operators } from '../operands.ts';

export const CONVERSIONS: Operators = {};
