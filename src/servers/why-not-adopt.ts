import { AppError } from '../lib/errors.ts'
import type { ServerRow } from './queries.ts'

/** Why a server cannot go to another organization; null when it can. */
export const whyNotAdopt = (
  server: Pick<ServerRow, 'name' | 'organization_id' | 'account_organization_id' | 'backups_enabled'>,
  organization_id: string,
): AppError | null => {
  if (server.organization_id === organization_id) return null
  // Its place is of a subscription of the organization it is in, and backups never go on unpaid by a change of hands.
  if (server.backups_enabled)
    return new AppError('server_protected', {
      message: `Backups of ${server.name} are on, under a subscription of its organization. Switch them off first, or leave it there.`,
    })
  if (server.account_organization_id !== null && server.account_organization_id !== organization_id)
    return new AppError('conflict', {
      message: `${server.name} comes from a provider account that its organization owns, so it stays there.`,
    })
  return null
}
