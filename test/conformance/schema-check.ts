/** The part of a JSON schema, as OpenAPI 3.0 documents write it, that is checked. */
export type Schema = {
  readonly $ref?: string
  readonly type?: string
  readonly nullable?: boolean
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
}

export type CheckOptions = {
  readonly resolve: (ref: string) => Schema
  /** Also report properties that the document does not name: for what we send. Answers may hold more than is documented. */
  readonly strict: boolean
}

/** What in the value goes against the schema, each with its place; empty when all fits. */
export const schemaViolations = (schema: Schema, value: unknown, options: CheckOptions, at = ''): string[] => {
  if (schema.$ref !== undefined) return schemaViolations(options.resolve(schema.$ref), value, options, at)
  const here = at || '(whole)'
  if (value === null) {
    return takesNull(schema, options) ? [] : alternatives(schema, value, options, at, [`${here} is null`])
  }
  const found: string[] = []
  if (schema.type !== undefined && !isOfType(schema.type, value)) {
    return [`${here} is ${Array.isArray(value) ? 'array' : typeof value}, documented as ${schema.type}`]
  }
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    found.push(`${here} is ${JSON.stringify(value)}, which is none of the documented values`)
  }
  if (typeof value === 'string') found.push(...textViolations(schema, value, here))
  if (typeof value === 'number') found.push(...numberViolations(schema, value, here))
  if (Array.isArray(value) && schema.items !== undefined) {
    const { items } = schema
    value.forEach((entry, index) => {
      found.push(...schemaViolations(items, entry, options, `${at}[${index}]`))
    })
  }
  if (isRecord(value)) found.push(...recordViolations(schema, value, options, at))
  // What a part of `allOf` does not name may be named by another part: only the whole can be strict.
  const loose = { ...options, strict: false }
  for (const part of schema.allOf ?? []) found.push(...schemaViolations(part, value, loose, at))
  return alternatives(schema, value, loose, at, found)
}

/** One of several is enough; which one was meant nobody knows, so the shortest complaint is told. */
const alternatives = (schema: Schema, value: unknown, options: CheckOptions, at: string, found: string[]): string[] => {
  const several = schema.anyOf ?? schema.oneOf
  if (several === undefined) return found
  const complaints = several.map((part) => schemaViolations(part, value, { ...options, strict: false }, at))
  const best = complaints.sort((a, b) => a.length - b.length)[0] ?? []
  return value === null ? best : [...found, ...best]
}

const recordViolations = (
  schema: Schema,
  value: Record<string, unknown>,
  options: CheckOptions,
  at: string,
): string[] => {
  const found = (schema.required ?? [])
    .filter((name) => value[name] === undefined)
    .map((name) => `${at}.${name} is missing`)
  const known = propertiesOf(schema, options)
  for (const [name, entry] of Object.entries(value)) {
    if (entry === undefined) continue
    const own = schema.properties?.[name]
    if (own !== undefined) found.push(...schemaViolations(own, entry, options, `${at}.${name}`))
    else if (typeof schema.additionalProperties === 'object')
      found.push(...schemaViolations(schema.additionalProperties, entry, options, `${at}.${name}`))
    else if (options.strict && schema.additionalProperties !== true && known !== null && !known.has(name))
      found.push(`${at}.${name} is not documented`)
  }
  return found
}

/** Names of all properties that the schema or its parts know; null where it names none at all and so takes anything. */
const propertiesOf = (schema: Schema, options: CheckOptions): Set<string> | null => {
  if (schema.$ref !== undefined) return propertiesOf(options.resolve(schema.$ref), options)
  const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  const names = parts
    .flatMap((part) => [...(propertiesOf(part, options) ?? [])])
    .concat(Object.keys(schema.properties ?? {}))
  return schema.properties === undefined && names.length === 0 ? null : new Set(names)
}

const textViolations = (
  { pattern, minLength = 0, maxLength = Infinity }: Schema,
  value: string,
  here: string,
): string[] => {
  const found: string[] = []
  if (value.length < minLength) found.push(`${here} is shorter than ${minLength}`)
  if (value.length > maxLength) found.push(`${here} is longer than ${maxLength}`)
  if (pattern !== undefined && !new RegExp(pattern).test(value)) found.push(`${here} does not fit ${pattern}`)
  return found
}

const numberViolations = (
  { minimum = -Infinity, maximum = Infinity }: Schema,
  value: number,
  here: string,
): string[] => (value < minimum || value > maximum ? [`${here} is ${value}, outside ${minimum} to ${maximum}`] : [])

const isOfType = (type: string, value: unknown): boolean => {
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return isRecord(value)
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}

/** Documents also write it as `allOf` of something nullable and a description. */
const takesNull = (schema: Schema, options: CheckOptions): boolean => {
  if (schema.$ref !== undefined) return takesNull(options.resolve(schema.$ref), options)
  if (schema.nullable === true || isOpen(schema)) return true
  return schema.type === undefined && (schema.allOf?.every((part) => takesNull(part, options)) ?? false)
}

/** Says nothing about the value at all. */
const isOpen = ({ type, allOf, anyOf, oneOf, enum: values }: Schema) =>
  (type ?? allOf ?? anyOf ?? oneOf ?? values) === undefined

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
