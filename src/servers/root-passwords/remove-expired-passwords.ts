import type { Services } from '../../context.ts'
import { deleteExpiredPasswordsAcrossOrganizations } from './queries.ts'

/** Wipes passwords of root that nobody came for. */
export const removeExpiredPasswords = async ({ db, clock }: Services): Promise<void> => {
  await deleteExpiredPasswordsAcrossOrganizations(db, clock.now())
}
