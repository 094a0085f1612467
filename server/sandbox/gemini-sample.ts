import { z } from 'zod';

/** The part of a schema that a sample is made from; OpenAPI types in capitals and JSON Schema in small letters alike. */
const schemaShape = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  default: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
});

const DEEPEST = 8;

/**
 * Makes a value that fits a schema, so that a declared tool is called with plausible arguments.
 *
 * @param text  what strings without an enum are filled with
 */
export function sampleOf(schema: unknown, text: string, depth = 0): unknown {
  const parsed = schemaShape.safeParse(schema);
  if (!parsed.success || depth > DEEPEST) return text;
  const shape = parsed.data;
  if (shape.const !== undefined) return shape.const;
  if (shape.enum?.length) return shape.enum[0];
  if (shape.default !== undefined) return shape.default;
  if (shape.anyOf?.length) return sampleOf(shape.anyOf[0], text, depth + 1);
  const named = Array.isArray(shape.type) ? shape.type.find((type) => type !== 'null') : shape.type;
  switch ((named ?? (shape.properties ? 'object' : 'string')).toLowerCase()) {
    case 'object':
      return Object.fromEntries(
        Object.entries(shape.properties ?? {}).map(([name, inner]) => [name, sampleOf(inner, text, depth + 1)]),
      );
    case 'array':
      return [sampleOf(shape.items, text, depth + 1)];
    case 'integer':
    case 'number':
      return shape.minimum ?? 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return text;
  }
}
