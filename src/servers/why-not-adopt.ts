import { AppError } from '../lib/errors.ts'
import type { ServerRow } from './queries.ts'
import { ServerProtection } from './schema.ts'

/** Why a server cannot go to another organization; null when it can. */
export const whyNotAdopt = (
  server: Pick<ServerRow, 'name' | 'organization_id' | 'account_organization_id' | 'protections'>,
  organization_id: string,
): AppError | null => {
  if (server.organization_id === organization_id) return null
  // A place is of a subscription of the organization it is in, and backups never go on unpaid by a change of hands. Those that
  // were on before Backstay knew the server take no place and go along.
  if (
    ServerProtection.array()
      .parse(server.protections)
      .some(({ plan_id }) => plan_id !== null)
  )
    return new AppError('server_protected', {
      message: `Backups of ${server.name} are on, under a subscription of its organization. Switch them off first, or leave it there.`,
    })
  if (server.account_organization_id !== null && server.account_organization_id !== organization_id)
    return new AppError('conflict', {
      message: `${server.name} comes from a provider account that its organization owns, so it stays there.`,
    })
  return null
}
