import type { Services } from '../../src/context.ts'

/** A customer, without anything else. */
export const newOrganizationRow = async ({ db, ids, clock }: Services, name: string): Promise<string> => {
  const id = ids.make('org')
  const times = { created_at: clock.now(), updated_at: clock.now() }
  await db
    .insertInto('organizations')
    .values({ id, name, house: false, ...times })
    .execute()
  return id
}
