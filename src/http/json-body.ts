import type { FastifyInstance } from 'fastify'
import { AppError, invalidField } from '../lib/errors.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body is left as it came (see `Route.raw_body`). */
    raw_body?: boolean
  }
}

const maxDepth = 64

/** Escapes that Postgres refuses in text or jsonb: NUL, and halves of surrogate pairs. JSON can carry them only as escapes. */
const suspiciousEscape = /\\u(0000|[dD][89a-fA-F])/

/**
 * Bodies are JSON and nothing else (others get 415). No body at all is taken as an empty object by routes that have one,
 * also with a content type, since HTTP clients send that header out of habit.
 */
export const useJsonBodies = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (request.routeOptions.config.raw_body === true) return done(null, text)
    if (text === '') return done(null, undefined)
    // Deep nesting would overflow the stack of whatever walks the body later.
    if (depthExceeds(text, maxDepth))
      return done(
        new AppError('invalid_json', { message: `The body is nested deeper than ${maxDepth} levels. Flatten it.` }),
      )
    parse(request, text, (error, value) => {
      if (error) return done(error)
      const bad = suspiciousEscape.test(text) ? findUnstorable(value, '') : null
      return bad === null ? done(null, value) : done(unstorable(bad))
    })
  })
  // Only for routes that read the bytes themselves, such as the one that mail programs call; others get 415 as before.
  app.addContentTypeParser<string>(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (request, text, done) => {
      if (request.routeOptions.config.raw_body === true) done(null, text)
      else done(new AppError('unsupported_media_type'))
    },
  )
}

/** The error for text that holds a character Postgres cannot store. */
export const unstorable = (path: string): AppError =>
  invalidField(path, 'This text holds a character that cannot be stored, such as NUL. Remove it.')

/** Path of the first text with such a character, or null. */
const findUnstorable = (value: unknown, path: string): string | null => {
  if (typeof value === 'string') return isStorable(value) ? null : path
  if (typeof value !== 'object' || value === null) return null
  for (const [key, part] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`
    const bad = isStorable(key) ? findUnstorable(part, at) : path
    if (bad !== null) return bad
  }
  return null
}

const isStorable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed()

const depthExceeds = (json: string, limit: number): boolean => {
  let depth = 0
  let quoted = false
  for (let i = 0; i < json.length; i++) {
    const char = json.charCodeAt(i)
    if (char === 0x22) quoted = !quoted
    else if (quoted && char === 0x5c) i++
    else if (!quoted && (char === 0x5b || char === 0x7b) && ++depth > limit) return true
    else if (!quoted && (char === 0x5d || char === 0x7d)) depth--
  }
  return false
}
