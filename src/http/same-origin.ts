import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { AppError } from '../lib/errors.ts'
import { bearerOf } from './identify.ts'

/** What a request says about the page it came from, and where it went. */
export type OriginFacts = {
  readonly sec_fetch_site: string | undefined
  readonly origin: string | undefined
  /** Scheme, host and port the request was sent to; null when its Host header is no host. */
  readonly own_origin: string | null
  readonly public_origin: string | null
}

/**
 * Makes the check against forged changes: browsers send cookies along with requests that other sites make, and say so in
 * Sec-Fetch-Site (to https and loopback addresses) or Origin. Requests with an API key need no check, since another site
 * cannot set that header.
 */
export const createOriginCheck = (config: Config): ((request: FastifyRequest) => void) => {
  const publicOrigin = originOf(config.public_url)
  return (request) => {
    const { headers, method } = request
    if (method === 'GET' || method === 'HEAD' || bearerOf(request) !== undefined) return
    const facts = {
      sec_fetch_site: textOf(headers['sec-fetch-site']),
      origin: headers.origin,
      own_origin: ownOrigin(request),
      public_origin: publicOrigin,
    }
    if (!isOwnPage(facts)) throw new AppError('cross_origin')
  }
}

/** True unless a browser says that a page of another site made the request. */
export const isOwnPage = ({ sec_fetch_site, origin, own_origin, public_origin }: OriginFacts): boolean => {
  if (sec_fetch_site === 'same-origin' || sec_fetch_site === 'none') return true
  if (sec_fetch_site !== undefined)
    return origin !== undefined && (origin === public_origin || isSameLoopback(origin, own_origin))
  // No browser sends a change without either header: command line tools and agents do.
  return origin === undefined || origin === own_origin || origin === public_origin
}

/** Scheme, host and port that a request was sent to, as a browser writes an origin. */
export const ownOrigin = (request: FastifyRequest): string | null => originOf(`${request.protocol}://${request.host}`)

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]'])

/** `localhost:8484` and `127.0.0.1:8484` are two origins to a browser, but one server to a person. */
const isSameLoopback = (origin: string, ownOrigin: string | null): boolean => {
  if (ownOrigin === null || !URL.canParse(origin)) return false
  const [theirs, ours] = [new URL(origin), new URL(ownOrigin)]
  return (
    loopbackNames.has(theirs.hostname) &&
    loopbackNames.has(ours.hostname) &&
    theirs.protocol === ours.protocol &&
    theirs.port === ours.port
  )
}

const originOf = (url: string | null): string | null => (url !== null && URL.canParse(url) ? new URL(url).origin : null)

const textOf = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(', ') : header
