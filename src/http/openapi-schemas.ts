import { z } from 'zod'

type JsonSchema = Record<string, unknown>

/** Collects the schemas of a document. Those that carry `.meta({ id })` become components, named once and referred to. */
export const createComponents = () => {
  const named: Record<string, JsonSchema> = {}
  const texts = new Map<string, string>()

  /** The text of what goes by this name; what came first stays. */
  const textOf = (name: string, text: string): string => {
    const first = texts.get(name) ?? text
    texts.set(name, first)
    return first
  }

  /** One schema can differ by direction (defaults, transforms): then the second direction takes a name of its own. */
  const nameFor = (id: string, text: string, io: Io): string => {
    if (textOf(`${id} as ${io}`, text) !== text)
      throw new Error(`two different schemas are both called ${id}; give one another id`)
    if (textOf(id, text) === text) return id
    return io === 'input' ? `${id}Input` : `${id}Output`
  }

  return {
    named,
    /** The schema as JSON Schema, as callers send it (`input`) or get it (`output`). */
    toJson: (schema: z.ZodType, io: Io): JsonSchema => {
      const { $schema: _, $defs = {}, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
      const names = new Map(Object.entries($defs).map(([id, def]) => [id, nameFor(id, JSON.stringify(def), io)]))
      for (const [id, def] of Object.entries($defs)) named[names.get(id) ?? id] = clean(def, names)
      return clean(json, names)
    },
  }
}

type Io = 'input' | 'output'

const local = '#/$defs/'

/** Points references at the document's components and drops limits that only say "a number JavaScript can hold". */
const clean = (schema: object, names: ReadonlyMap<string, string>): JsonSchema =>
  Object.fromEntries(
    Object.entries(schema)
      .filter(isTelling)
      .map(([key, value]) => [key, key === '$ref' ? pointed(value, names) : cleanValue(value, names)]),
  )

const cleanValue = (value: unknown, names: ReadonlyMap<string, string>): unknown => {
  if (Array.isArray(value)) return value.map((part) => cleanValue(part, names))
  return typeof value === 'object' && value !== null ? clean(value, names) : value
}

const pointed = (reference: unknown, names: ReadonlyMap<string, string>): unknown => {
  if (typeof reference !== 'string' || !reference.startsWith(local)) return reference
  const id = reference.slice(local.length)
  return `#/components/schemas/${names.get(id) ?? id}`
}

const isTelling = ([key, value]: [string, unknown]): boolean =>
  !(key === 'maximum' && value === Number.MAX_SAFE_INTEGER) && !(key === 'minimum' && value === Number.MIN_SAFE_INTEGER)
