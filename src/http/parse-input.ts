import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { AppError, notFound } from '../lib/errors.ts'
import type { Route } from '../route.ts'
import { fieldErrors, missingFieldMessage } from './field-errors.ts'
import { unstorable } from './json-body.ts'
import { unknownQuery } from './unknown-query.ts'

/** Makes the function that checks a route's params, query and body and joins them to the handler's input. */
export const compileInput = (route: Route): ((request: FastifyRequest) => Record<string, unknown>) => {
  const { params, query, headers } = route
  const body = strictBody(route)
  const known = refusesStrangers(route) ? Object.keys(query?.shape ?? {}) : null
  requireOwnNames(route)
  return (request) => {
    // Percent-encoded NULs decode to a character that Postgres refuses.
    if (request.url.includes('%00')) throw unstorable('address')
    const input: Record<string, unknown> = {}
    const named: Record<string, unknown> = {}
    const issues: z.core.$ZodIssue[] = []
    // A malformed id names nothing, so it is not found rather than invalid.
    if (params && !parseInto(named, params, request.params, [])) throw notFound()
    if (query) parseInto(input, query, request.query, issues)
    if (body) parseInto(input, body, request.body === undefined ? {} : request.body, issues)
    if (headers) parseInto(input, headers, request.headers, issues)
    if (route.raw_body) input.raw_body = typeof request.body === 'string' ? request.body : ''
    const fields = [...(known === null ? [] : unknownQuery(request.query, known)), ...fieldErrors(issues)]
    if (fields.length > 0) throw new AppError('invalid_request', { details: { fields } })
    // Last: permission was given for what the path names, and a loose body can hold any field.
    return Object.assign(input, named)
  }
}

/** Whether unknown query parameters are refused. Other services add parameters of their own to the addresses they call, and an agent may be newer than we are. */
export const refusesStrangers = ({ access }: Route): boolean => access !== 'signature' && access !== 'agent'

/** The parts become one object, so a name that stands in two of them would hide one value. */
const requireOwnNames = ({ operation_id, params, query, body, headers, raw_body }: Route): void => {
  if (raw_body && body !== undefined) throw new Error(`${operation_id} wants its body both raw and parsed`)
  const names = [params, query, body, headers].flatMap((part) => Object.keys(part?.shape ?? {}))
  const double = names.find((name, at) => names.indexOf(name) !== at)
  if (double !== undefined) throw new Error(`${operation_id} names ${double} twice in its params, query and body`)
}

/** The body's schema, with unknown fields refused so that typing errors are noticed; undefined for routes without a body. */
export const strictBody = ({ body }: Route): z.ZodObject | undefined =>
  // A schema that says itself what else it takes (z.looseObject, .catchall) keeps its word.
  body === undefined || body._zod.def.catchall !== undefined ? body : body.strict()

const parseInto = (
  input: Record<string, unknown>,
  schema: z.ZodObject,
  value: unknown,
  issues: z.core.$ZodIssue[],
): boolean => {
  const parsed = schema.safeParse(value, { error: missingFieldMessage })
  if (parsed.success) Object.assign(input, parsed.data)
  else issues.push(...parsed.error.issues)
  return parsed.success
}
