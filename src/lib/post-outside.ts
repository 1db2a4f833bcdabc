import { lookup } from 'node:dns/promises'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import { isPublicAddress } from './is-public-address.ts'

export type OutsideRequest = {
  url: string
  headers: Readonly<Record<string, string>>
  body: string
  /** Set for addresses that people who do not run this machine entered: nothing inside its networks is reached. */
  public_only: boolean
  timeout_ms: number
}

export type OutsideAnswer = {
  status: number
  /** The beginning. */
  text: string
}

/** An address that is not called, whatever is there. */
export class AddressRefused extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'AddressRefused'
  }
}

const readAtMost = 16 * 1024

type Address = { address: string; family: number }
export type Lookup = (host: string) => Promise<readonly Address[]>

/**
 * Sends a POST. The name is resolved once, every address it has is checked, and the connection goes to the one that was: a name that
 * answers otherwise the second time gains nothing. Redirects are not followed. Rejects with AddressRefused, or when no answer comes.
 */
export const postOutside = async (
  request: OutsideRequest,
  resolve: Lookup = (host) => lookup(host, { all: true }),
): Promise<OutsideAnswer> => {
  const url = new URL(request.url)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new AddressRefused('Only http and https addresses can be called.')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const family = isIP(host)
  const addresses = family === 0 ? await resolve(host) : [{ address: host, family }]
  const [first] = addresses
  if (first === undefined) throw new Error(`The name ${host} has no address.`)
  if (request.public_only && !addresses.every(({ address }) => isPublicAddress(address)))
    throw new AddressRefused(
      `${host} is not on the public internet, and only operators may send there. Enter an address that anybody can reach.`,
    )
  return send(request, url, first)
}

const send = (request: OutsideRequest, url: URL, pinned: Address): Promise<OutsideAnswer> =>
  new Promise((resolve, reject) => {
    const body = Buffer.from(request.body)
    const start = url.protocol === 'https:' ? requestHttps : requestHttp
    const sent = start(
      url,
      {
        method: 'POST',
        // A connection of its own: one that is kept could be to an address that was checked for somebody else.
        agent: false,
        headers: { 'user-agent': 'Backstay', ...request.headers, 'content-length': body.length },
        lookup: (_host, options, done) => {
          if (options.all === true) done(null, [pinned])
          else done(null, pinned.address, pinned.family)
        },
        signal: AbortSignal.timeout(request.timeout_ms),
      },
      (answer) => {
        const parts: Buffer[] = []
        let length = 0
        const end = () => {
          sent.destroy()
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8').slice(0, readAtMost) })
        }
        answer.on('data', (part: Buffer) => {
          parts.push(part)
          length += part.length
          if (length >= readAtMost) end()
        })
        answer.on('end', end)
        answer.on('error', reject)
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
