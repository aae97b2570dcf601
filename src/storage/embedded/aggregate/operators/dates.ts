// Placeholder group.
import type { Operators } from '../operands.ts';

export const DATES: Operators = {};
