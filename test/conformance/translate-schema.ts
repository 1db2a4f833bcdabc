/** A schema as OpenAPI 3.0 documents write it; keywords that say nothing about values are left out here. */
export type OpenApiSchema = {
  readonly $ref?: string
  readonly type?: string
  readonly nullable?: boolean
  readonly readOnly?: boolean
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, OpenApiSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | OpenApiSchema
  readonly items?: OpenApiSchema
  readonly allOf?: readonly OpenApiSchema[]
  readonly anyOf?: readonly OpenApiSchema[]
  readonly oneOf?: readonly OpenApiSchema[]
  readonly discriminator?: { readonly propertyName: string; readonly mapping?: Readonly<Record<string, string>> }
} & Readonly<Record<string, unknown>>

export type Resolve = (ref: string) => OpenApiSchema

type Options = {
  readonly resolve: Resolve
  /** Nothing but what is named may be there, and nothing read-only. */
  readonly isClosed: boolean
  /** Part of a larger schema, whose other parts may name what this one does not. */
  readonly isPart?: boolean
}

const copied = [
  'type',
  'enum',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'required',
]

/** The same in JSON Schema 2019-09, which a validator understands: references written out, `nullable` and discriminators too. */
export const translateSchema = (schema: OpenApiSchema, options: Options): Record<string, unknown> => {
  if (schema.$ref !== undefined) return translateSchema(options.resolve(schema.$ref), options)
  const whole = { resolve: options.resolve, isClosed: options.isClosed }
  const out: Record<string, unknown> = {}
  for (const keyword of copied) if (schema[keyword] !== undefined) out[keyword] = schema[keyword]
  if (schema.properties !== undefined) out.properties = propertiesOf(schema.properties, whole)
  if (schema.items !== undefined) out.items = translateSchema(schema.items, whole)
  if (typeof schema.additionalProperties === 'object')
    out.additionalProperties = translateSchema(schema.additionalProperties, whole)
  else if (schema.additionalProperties !== undefined) out.additionalProperties = schema.additionalProperties
  Object.assign(out, partsOf(schema, { ...whole, isPart: true }))
  const namesSomething = schema.properties ?? schema.allOf ?? schema.anyOf ?? schema.oneOf
  if (options.isClosed && !options.isPart && namesSomething && schema.additionalProperties === undefined)
    out.unevaluatedProperties = false
  return schema.nullable === true ? { anyOf: [{ type: 'null' }, out] } : out
}

const propertiesOf = (properties: Readonly<Record<string, OpenApiSchema>>, options: Options) =>
  Object.fromEntries(
    Object.entries(properties)
      .filter(([, schema]) => !(options.isClosed && schema.readOnly === true))
      .map(([name, schema]) => [name, translateSchema(schema, options)]),
  )

const partsOf = (schema: OpenApiSchema, options: Options): Record<string, unknown> => {
  const { allOf, anyOf, oneOf, discriminator } = schema
  const translated = (parts: readonly OpenApiSchema[]) => parts.map((part) => translateSchema(part, options))
  if (discriminator?.mapping !== undefined)
    return byDiscriminator(discriminator.propertyName, discriminator.mapping, options)
  return {
    ...(allOf && { allOf: translated(allOf) }),
    ...(anyOf && { anyOf: translated(anyOf) }),
    ...(oneOf && { oneOf: translated(oneOf) }),
  }
}

/** Which of several schemas it is to be, one property says: the others do not count. */
const byDiscriminator = (name: string, mapping: Readonly<Record<string, string>>, options: Options) => ({
  allOf: [
    { required: [name], properties: { [name]: { enum: Object.keys(mapping) } } },
    ...Object.entries(mapping).map(([value, ref]) => ({
      if: { properties: { [name]: { const: value } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: translateSchema(options.resolve(ref), options),
    })),
  ],
})
