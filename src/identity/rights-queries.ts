import { sql } from 'kysely'
import { organizationRoles } from '../context.ts'
import type { Db } from '../db/database.ts'

/** Revokes the pending invitations, of all organizations, that somebody made and could not make with the rights left now. */
export const revokeInvitationsBeyondRights = (db: Db, userId: string, at: string) =>
  db
    .updateTable('invitations')
    .set({ revoked_at: at })
    .where('invited_by_id', '=', userId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .where(
      sql<boolean>`not exists (select from users u where u.id = invitations.invited_by_id and u.operator)
        and not exists (
          select from members m
          where m.user_id = invitations.invited_by_id and m.organization_id = invitations.organization_id
            and array_position(${[...organizationRoles]}::text[], m.role)
              >= array_position(${[...organizationRoles]}::text[], invitations.role))`,
    )
    .returning(['id', 'organization_id', 'email', 'role'])
    .execute()

/** Ends the reset links that somebody gave out and nobody has used yet. Resolves with the names of those they were for. */
export const deleteLinksIssuedBy = (db: Db, userId: string) =>
  db
    .deleteFrom('one_time_links')
    .using('users')
    .whereRef('users.id', '=', 'one_time_links.user_id')
    .where('one_time_links.issued_by_id', '=', userId)
    .where('one_time_links.used_at', 'is', null)
    .returning('users.name')
    .execute()
