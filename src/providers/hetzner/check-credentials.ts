import { z } from 'zod'
import type { Api } from '../api.ts'
import type { CredentialCheck } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import { pageSchema, serverSchema } from './schemas.ts'

/**
 * A token belongs to one project and may read, or read and write; nothing tells which. Only a change would prove the latter.
 * Throws `unauthorized` when the token itself is refused.
 */
export const checkCredentials = async (api: Api): Promise<CredentialCheck> => {
  const project = await orForbidden(() => describeProject(api))
  return {
    account: project,
    scopes: [
      {
        name: 'read',
        granted: project !== null,
        needed_for: 'listing servers, backups and snapshots, and following changes until they are done',
      },
      {
        name: 'read and write',
        granted: null,
        needed_for:
          'switching backups on and off, taking and deleting snapshots, restoring, and creating servers; a token with read alone is refused then',
      },
    ],
  }
}

const rows = z.array(z.unknown()).catch([])

/** The API does not tell the project's name. Its servers are what a person knows it by. */
const describeProject = async (api: Api): Promise<string> => {
  const page = await api.read('checkToken', '/v1/servers', pageSchema, { page: 1, per_page: 3 })
  const names = rows.parse(page.servers).flatMap((row) => serverSchema.safeParse(row).data?.name || [])
  const total = page.meta.pagination.total_entries
  if (names.length === 0) return 'A project without servers'
  const count = total === null ? 'servers' : total === 1 ? '1 server' : `${total} servers`
  return `The project with ${count}${total === null || total > names.length ? ', among them' : ':'} ${names.join(', ')}`
}

const orForbidden = async <T>(read: () => Promise<T>): Promise<T | null> => {
  try {
    return await read()
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'forbidden') return null
    throw error
  }
}
