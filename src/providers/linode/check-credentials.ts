import { z } from 'zod'
import type { Api } from '../api.ts'
import type { CredentialCheck } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import { accountSchema, profileSchema } from './schemas.ts'

/** Rights that a harmless read can try. */
const readable = [
  {
    name: 'linodes:read_only',
    path: '/v4/linode/instances',
    needed_for: 'listing servers, their backups and their schedules',
  },
  {
    name: 'events:read_only',
    path: '/v4/account/events',
    needed_for: 'following restores and new servers until they are done; without it no restore is begun',
  },
] as const

/** Reads a little of everything and tells what was refused. Throws `unauthorized` when the token itself is. */
export const checkCredentials = async (api: Api): Promise<CredentialCheck> => {
  // "Always accessible, no matter what OAuth scopes the acting token has."
  const { username, restricted } = await api.read('getProfile', '/v4/profile', profileSchema)
  const account = await orForbidden(() => api.read('getAccount', '/v4/account', accountSchema))
  const scopes: CredentialCheck['scopes'][number][] = [
    {
      name: 'account:read_only',
      granted: account !== null,
      needed_for: 'showing whose account this is, and creating servers without backups that nobody asked for',
    },
  ]
  for (const { name, path, needed_for } of readable) {
    const reply = await orForbidden(() => api.read('checkScope', path, z.unknown(), smallest))
    scopes.push({ name, granted: reply !== null, needed_for })
  }
  scopes.push(
    {
      name: 'linodes:read_write',
      granted: null,
      needed_for: 'switching backups on and off, snapshots, restores and new servers',
    },
    {
      name: 'unrestricted user',
      granted: restricted === null ? null : !restricted,
      needed_for: 'seeing all servers: a restricted user sees only those that were granted',
    },
  )
  return { account: account?.company || account?.email || username, scopes }
}

/** Linode gives no fewer than 25. */
const smallest = { page: 1, page_size: 25 }

const orForbidden = async <T>(read: () => Promise<T>): Promise<T | null> => {
  try {
    return await read()
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'forbidden') return null
    throw error
  }
}
