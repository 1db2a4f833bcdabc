import { Ajv2019, type ErrorObject, type ValidateFunction } from 'ajv/dist/2019.js'
import addFormats from 'ajv-formats'
import { type OpenApiSchema, type Resolve, translateSchema } from './translate-schema.ts'

export type SchemaCheck = {
  /** What we send: also says which properties the document does not name, or marks as read-only. */
  sent(schema: OpenApiSchema, value: unknown): string[]
  /** What is answered: may hold more than is documented. */
  answered(schema: OpenApiSchema, value: unknown): string[]
}

/** Holds values against the schemas of one OpenAPI 3.0 document. */
export const createSchemaCheck = (resolve: Resolve): SchemaCheck => {
  const ajv = new Ajv2019({ strict: false, allErrors: true, logger: false })
  // Typed as a namespace, and a function all the same.
  addFormats.default(ajv)
  const checkWith = (isClosed: boolean) => {
    const compiled = new WeakMap<OpenApiSchema, ValidateFunction>()
    return (schema: OpenApiSchema, value: unknown): string[] => {
      const validate = compiled.get(schema) ?? ajv.compile(translateSchema(schema, { resolve, isClosed }))
      compiled.set(schema, validate)
      return validate(value) ? [] : [...new Set((validate.errors ?? []).map(describe))]
    }
  }
  return { sent: checkWith(true), answered: checkWith(false) }
}

/** Entries of a list are all alike: their numbers are left out. */
const describe = ({ instancePath, message, params, keyword }: ErrorObject): string => {
  const place = instancePath.replace(/\/\d+(?=\/|$)/g, '/*') || '(whole)'
  const what = keyword === 'unevaluatedProperties' ? `: ${params.unevaluatedProperty}` : ''
  const values = keyword === 'enum' || keyword === 'const' ? `: ${JSON.stringify(params.allowedValues ?? params)}` : ''
  return `${place} ${message ?? keyword}${what}${values}`
}
