// What a pattern could cost an engine that goes back and tries again, as JavaScript's does.

import type { Branches, Node } from './tree.ts';

/**
 * Without a reason, it takes at most the text's length to the power of `choices` and one more: of the places where it can
 * go one way or another. With one it might take without bound.
 */
export type Cost = { readonly choices: number; readonly reason?: string };

const MOST_CHOICES = 2;

export function costOf(branches: Branches): Cost {
  const meter: Meter = { choices: 0 };
  walk(branches, meter);
  const { choices, reason } = meter;
  if (reason !== undefined) return { choices, reason };
  if (choices <= MOST_CHOICES) return { choices };
  return { choices, reason: `it repeats in more than ${MOST_CHOICES} places` };
}

type Meter = { choices: number; reason?: string };

/** True when any of it repeats, or may begin alike. */
function walk(branches: Branches, meter: Meter): boolean {
  let repeats = false;
  for (const node of branches.flat()) if (walkNode(node, meter)) repeats = true;
  return repeats;
}

function walkNode(node: Node, meter: Meter): boolean {
  switch (node.kind) {
    case 'one':
    case 'at':
      return false;
    case 'back':
      meter.reason ??= 'it refers back to a group';
      return false;
    case 'group':
    case 'look': {
      const repeats = walk(node.branches, meter);
      const alike = mayBeginAlike(node.branches);
      if (alike) meter.choices++;
      return repeats || alike;
    }
    case 'repeat': {
      const { body, least, most } = node;
      const inner = walkNode(body, meter);
      const several = most > 1;
      if (several && inner) {
        const alike = body.kind === 'group' && mayBeginAlike(body.branches);
        meter.reason ??= alike ? 'it repeats alternatives that may begin alike' : 'it repeats what already repeats';
      }
      if (least !== most || body.kind === 'group') meter.choices++;
      return least !== most || inner;
    }
  }
}

function mayBeginAlike(branches: Branches): boolean {
  if (branches.length === 1) return false;
  const starts = branches.map(([first]) => (first?.kind === 'one' ? first.source.toLowerCase() : ''));
  return new Set(starts).size < starts.length || starts.some((start) => !/^[a-z0-9 _@:]$/.test(start));
}
