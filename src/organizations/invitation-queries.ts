import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'

export type InvitationRow = Selectable<Database['invitations']>

/** Newest first. Without an organization: the invitations to become operator. */
export const listInvitations = (
  db: Db,
  organizationId: string | null,
  page: { before_id: string | undefined; limit: number },
): Promise<InvitationRow[]> => {
  const query = db
    .selectFrom('invitations')
    .selectAll()
    .where('organization_id', organizationId === null ? 'is' : '=', organizationId)
    .orderBy('id', 'desc')
    .limit(page.limit)
  return (page.before_id === undefined ? query : query.where('id', '<', page.before_id)).execute()
}

export const findInvitation = (db: Db, organizationId: string | null, id: string) =>
  db
    .selectFrom('invitations')
    .selectAll()
    .where('organization_id', organizationId === null ? 'is' : '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** A pending invitation by its secret; holds the row, so that a link works once. */
export const lockPendingInvitation = (db: Db, tokenHash: string, now: string) =>
  db
    .selectFrom('invitations')
    .leftJoin('organizations', 'organizations.id', 'invitations.organization_id')
    .selectAll('invitations')
    .select('organizations.name as organization_name')
    .where('invitations.token_hash', '=', tokenHash)
    .where('invitations.accepted_at', 'is', null)
    .where('invitations.revoked_at', 'is', null)
    .where('invitations.expires_at', '>', now)
    .forUpdate('invitations')
    .executeTakeFirst()

export const insertInvitation = (db: Db, row: Insertable<Database['invitations']>) =>
  db.insertInto('invitations').values(row).execute()

export const markAccepted = (db: Db, id: string, at: string) =>
  db.updateTable('invitations').set({ accepted_at: at }).where('id', '=', id).execute()

/** Revokes what is still pending: one invitation, or all for an e-mail. Resolves with how many. */
export const revokePending = async (
  db: Db,
  organizationId: string | null,
  which: { id: string } | { email: string },
  at: string,
): Promise<number> => {
  const pending = db
    .updateTable('invitations')
    .set({ revoked_at: at })
    .where('organization_id', organizationId === null ? 'is' : '=', organizationId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
  const query = 'id' in which ? pending.where('id', '=', which.id) : pending.where('email', '=', which.email)
  return Number((await query.executeTakeFirst()).numUpdatedRows)
}
