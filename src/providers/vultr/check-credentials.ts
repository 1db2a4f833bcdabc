import { z } from 'zod'
import type { Api } from '../api.ts'
import type { CredentialCheck } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import { accountReply } from './schemas.ts'

/** What a harmless read can try. */
const readable = [
  { name: 'read instances', path: '/v2/instances', needed_for: 'listing servers and whether their backups are on' },
  { name: 'read backups', path: '/v2/backups', needed_for: 'seeing the backups that Vultr took' },
  { name: 'read snapshots', path: '/v2/snapshots', needed_for: 'seeing the snapshots that Backstay took' },
] as const

/** Rights that the account names. Which call needs which is not documented; these are the ones whose names say it. */
const acls = [
  {
    name: 'subscriptions',
    needed_for: 'switching backups on and off, changing their schedule, taking snapshots, restoring a server in place',
  },
  { name: 'provisioning', needed_for: 'creating servers, and restoring a snapshot to a new one' },
] as const

/** Reads a little of everything and tells what was refused. Throws `unauthorized` when the key itself is. */
export const checkCredentials = async (api: Api): Promise<CredentialCheck> => {
  const reply = await orForbidden(() => api.read('getAccount', '/v2/account', accountReply))
  const account = reply?.account ?? null
  const scopes: CredentialCheck['scopes'][number][] = []
  for (const { name, path, needed_for } of readable) {
    const page = await orForbidden(() => api.read('checkRight', path, z.unknown(), { per_page: 1 }))
    scopes.push({ name, granted: page !== null, needed_for })
  }
  for (const acl of acls) scopes.push({ ...acl, granted: account?.acls?.includes(acl.name) ?? null })
  return { account: account === null ? null : nameOf(account), scopes }
}

const nameOf = ({ name, email }: z.infer<typeof accountReply>['account']): string | null =>
  name && email ? `${name} (${email})` : name || email

const orForbidden = async <T>(read: () => Promise<T>): Promise<T | null> => {
  try {
    return await read()
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'forbidden') return null
    throw error
  }
}
