// JSON Schemas of the tools' arguments, as models are told them.
import { z } from 'zod';
import type { ToolContract } from './tool.ts';

export interface ToolSchema {
  readonly name: string;
  readonly description: string;
  /** A JSON Schema object. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

const BOUNDS = ['pattern', 'minLength', 'maxLength', 'minItems', 'maxItems', 'minimum', 'maximum', 'default'] as const;

/** Made once at start. Patterns and bounds are left out: they cost tokens, and the tool names what it refuses. */
export function toolSchemas(tools: readonly ToolContract[]): ToolSchema[] {
  return tools.map(({ name, description, input }) => {
    const { $schema: _, ...parameters } = z.toJSONSchema(input, {
      io: 'input',
      override: ({ jsonSchema }) => {
        for (const bound of BOUNDS) delete jsonSchema[bound];
      },
    });
    return { name, description, parameters };
  });
}
