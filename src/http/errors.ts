import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, type ErrorCode, errorTable } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import { fromDatabaseError } from './database-errors.ts'

/** Any thrown value as an error of our table. What the table does not know is `internal`. */
export const toAppError = (error: unknown): AppError => {
  if (error instanceof AppError) return error
  return fromFastify(error) ?? fromDatabaseError(error) ?? new AppError('internal', { cause: error })
}

/** The error as JSON, in the one form every error of the API has. */
export const errorBody = (error: AppError, requestId: string): string =>
  JSON.stringify({
    ...error.beside,
    error: { code: error.code, message: error.message, details: error.details, request_id: requestId },
  })

/** Answers with the error. Raw text of unexpected errors goes to the log only, under the request id. */
export const sendError = (log: Log, thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const error = toAppError(thrown)
  const { status } = errorTable[error.code]
  if (status >= 500) logFailure(log, thrown, error, request)
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', String(error.retryAfterSeconds))
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="Backstay"')
  return reply.code(status).header('content-type', 'application/json; charset=utf-8').send(errorBody(error, request.id))
}

/** Makes every error of a route or of Fastify itself one of ours. */
export const useErrors = (app: FastifyInstance, log: Log): void => {
  app.setErrorHandler((error, request, reply) => sendError(log, error, request, reply))
}

const logFailure = (log: Log, thrown: unknown, error: AppError, request: FastifyRequest): void => {
  const err = thrown instanceof AppError && thrown.cause !== undefined ? thrown.cause : thrown
  const details = { request_id: request.id, method: request.method, route: request.routeOptions?.url ?? null, err }
  if (error.code === 'internal') log.error(details, 'a request failed')
  else log.warn(details, `a request was answered ${error.code}`)
}

const fastifyCodes: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid_json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid_json',
  FST_ERR_HANDLER_TIMEOUT: 'request_timeout',
  FST_ERR_NOT_FOUND: 'not_found',
  FST_STATIC_FORBIDDEN_PATH: 'not_found',
  // No id of ours is that long.
  FST_ERR_MAX_PARAM_LENGTH: 'not_found',
}

/**
 * Fastify marks its errors with a code of its own, the file server with `expose`; 4xx ones are the caller's doing. A status
 * alone says nothing: errors of other services that a verb asked carry one as well.
 */
const fromFastify = (error: unknown): AppError | null => {
  if (!(error instanceof Error) || !('statusCode' in error)) return null
  const code = 'code' in error ? String(error.code) : ''
  const known = fastifyCodes[code]
  if (known !== undefined) return new AppError(known, { cause: error })
  const ours = code.startsWith('FST_') || ('expose' in error && error.expose === true)
  if (ours && Number(error.statusCode) >= 400 && Number(error.statusCode) < 500)
    return new AppError('invalid_request', {
      message: 'The request could not be read. Check its address, headers and body, then send it again.',
      cause: error,
    })
  return null
}
