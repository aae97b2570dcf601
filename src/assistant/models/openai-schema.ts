// The tools in the form that a chat completions server takes, strict where it can hold a model to the schema.
import type { OpenAI } from 'openai';
import type { ToolSpec } from './model.ts';

type Schema = Readonly<Record<string, unknown>>;

export function toTools(tools: readonly ToolSpec[], strict: boolean): OpenAI.ChatCompletionTool[] {
  return tools.map(({ name, description, parameters }) => {
    const held = strict && hasRequired(parameters);
    return {
      type: 'function',
      function: {
        name,
        description,
        parameters: held ? strictSchema(parameters) : { ...parameters },
        ...(held && { strict: true }),
      },
    };
  });
}

/**
 * Where nothing must be given, strict mode would have the model write a null for everything that it does not mean, and
 * read as many in the schema, for arguments that are checked again anyway.
 */
function hasRequired({ required }: Schema): boolean {
  return Array.isArray(required) && required.length > 0;
}

/** Strict mode wants every property required: what may be left out may be null instead, at any depth. */
function strictSchema(schema: Schema): Record<string, unknown> {
  const { properties, items, required, anyOf, ...rest } = schema;
  const mustBe = new Set(Array.isArray(required) ? required : []);
  return {
    ...rest,
    ...(isSchema(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, inner]) => {
          const strict = isSchema(inner) ? strictSchema(inner) : {};
          return [name, mustBe.has(name) ? strict : orNull(strict)];
        }),
      ),
      required: Object.keys(properties),
    }),
    ...(isSchema(items) && { items: strictSchema(items) }),
    ...(Array.isArray(anyOf) && { anyOf: anyOf.filter(isSchema).map(strictSchema) }),
  };
}

function orNull(schema: Record<string, unknown>): Record<string, unknown> {
  if (Array.isArray(schema.anyOf)) return { ...schema, anyOf: [...schema.anyOf, { type: 'null' }] };
  return {
    ...schema,
    type: [schema.type, 'null'],
    ...(Array.isArray(schema.enum) && { enum: [...schema.enum, null] }),
  };
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
