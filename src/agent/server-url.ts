import { isIP } from 'node:net'
import { AgentFailure } from './agent-failure.ts'

/** The server's address without a trailing slash. Throws for one over which secrets would travel in the clear. */
export const serverUrl = (text: string): string => {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new AgentFailure(`"${text}" is no address of a server.`, 'Give --server as in https://backups.example.com.')
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new AgentFailure(
      'The address of the server holds more than a scheme, host, port and path.',
      'Give --server as Backstay shows it.',
    )
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    throw new AgentFailure(
      `${text} is not encrypted: backups and the keys to them would cross the network in the clear.`,
      'Give the server a certificate (BACKSTAY_TLS_CERT) or put a proxy with TLS before it, and use its https address.',
    )
  return url.href.replace(/\/+$/, '')
}

const isLoopback = (host: string): boolean => {
  const bare = host.replace(/^\[|\]$/g, '')
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'))
}
