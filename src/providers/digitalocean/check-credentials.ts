import { z } from 'zod'
import type { Api } from '../api.ts'
import type { CredentialCheck } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import { accountSchema } from './schemas.ts'

/** Rights that a harmless read can try. */
const readable = [
  { name: 'droplet:read', path: '/v2/droplets', needed_for: 'listing servers and their backup schedules' },
  {
    name: 'image:read',
    path: '/v2/images',
    needed_for: 'seeing backups and snapshots; without it a server with backups can look like one without',
  },
  { name: 'actions:read', path: '/v2/actions', needed_for: 'following changes until they are done' },
] as const

/** Rights that only a change would prove; DigitalOcean has no list of a token's scopes. */
const unproven = [
  { name: 'droplet:update', needed_for: 'switching backups on and off, changing their schedule, taking snapshots' },
  { name: 'droplet:create', needed_for: 'creating servers, and restoring to a new one' },
  { name: 'droplet:delete', needed_for: 'removing the throw-away servers that drills of images make' },
  { name: 'droplet:admin', needed_for: 'restoring a server in place' },
  { name: 'image:create', needed_for: 'taking snapshots' },
  { name: 'image:update', needed_for: 'keeping a backup as a snapshot' },
  { name: 'image:delete', needed_for: 'deleting snapshots that Backstay made' },
] as const

/** Reads a little of everything and tells what was refused. Throws `unauthorized` when the token itself is. */
export const checkCredentials = async (api: Api): Promise<CredentialCheck> => {
  const account = await orForbidden(() => api.read('getAccount', '/v2/account', accountSchema))
  const scopes: CredentialCheck['scopes'][number][] = [
    { name: 'account:read', granted: account !== null, needed_for: 'showing whose account this is' },
  ]
  for (const { name, path, needed_for } of readable) {
    const query = { per_page: 1, ...(path === '/v2/images' ? { private: true } : {}) }
    const reply = await orForbidden(() => api.read('checkScope', path, z.unknown(), query))
    scopes.push({ name, granted: reply !== null, needed_for })
  }
  for (const scope of unproven) scopes.push({ ...scope, granted: null })
  return { account: account === null ? null : nameOf(account.account), scopes }
}

const nameOf = ({ email, team }: z.infer<typeof accountSchema>['account']): string | null => {
  if (team === null) return email
  return email === null ? team.name : `${team.name} (${email})`
}

const orForbidden = async <T>(read: () => Promise<T>): Promise<T | null> => {
  try {
    return await read()
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'forbidden') return null
    throw error
  }
}
