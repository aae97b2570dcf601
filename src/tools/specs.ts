// JSON Schemas of the tools' arguments, as models are told them.
import { z } from 'zod';
import type { ToolContract } from './tool.ts';

export interface ToolSchema {
  readonly name: string;
  readonly description: string;
  /** A JSON Schema object. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Made once at start. Patterns and bounds that a name or description tells as well are left out: they cost tokens. */
export function toolSchemas(tools: readonly ToolContract[]): ToolSchema[] {
  return tools.map(({ name, description, input }) => {
    const { $schema: _, ...parameters } = z.toJSONSchema(input, {
      io: 'input',
      override: ({ jsonSchema }) => {
        delete jsonSchema.pattern;
        for (const bound of ['minLength', 'maxLength', 'minItems', 'maxItems', 'default'] as const)
          delete jsonSchema[bound];
      },
    });
    return { name, description, parameters };
  });
}
