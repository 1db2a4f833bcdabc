import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Database } from '../../db/tables.gen.ts'

export type PricesRow = Selectable<Database['provider_prices']>
type NewPrices = Insertable<Database['provider_prices']>

/** Prices belong to no organization: what members may see of them is said by the verbs that read them. */
export const listPrices = (db: Db): Promise<PricesRow[]> => db.selectFrom('provider_prices').selectAll().execute()

export const findPrices = (db: Db, provider: string): Promise<PricesRow | undefined> =>
  db.selectFrom('provider_prices').selectAll().where('provider', '=', provider).executeTakeFirst()

/** With the row held until the end of the transaction. */
export const lockPrices = (db: Db, provider: string): Promise<PricesRow | undefined> =>
  db.selectFrom('provider_prices').selectAll().where('provider', '=', provider).forUpdate().executeTakeFirst()

export const putPrices = async (db: Db, { provider, ...rest }: NewPrices): Promise<void> => {
  await db
    .insertInto('provider_prices')
    .values({ provider, ...rest })
    .onConflict((conflict) => conflict.column('provider').doUpdateSet(rest))
    .execute()
}

/** What the provider tells never takes the place of what operators entered. */
export const putToldPrices = async (db: Db, { provider, ...rest }: NewPrices): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('provider_prices')
    .values({ provider, ...rest })
    .onConflict((conflict) =>
      conflict.column('provider').doUpdateSet(rest).where('provider_prices.source', '=', 'provider'),
    )
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export const deletePrices = (db: Db, provider: string) =>
  db.deleteFrom('provider_prices').where('provider', '=', provider).execute()

/** Of providers at which nobody has an account any more. */
export const deleteToldWithoutAccount = (db: Db) =>
  db
    .deleteFrom('provider_prices')
    .where('source', '=', 'provider')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('provider_accounts')
            .select('id')
            .whereRef('provider_accounts.provider', '=', 'provider_prices.provider'),
        ),
      ),
    )
    .execute()

/** One account of each provider to ask, of whoever it is: the operators' own at the provider's own address first, and one that works. */
export const listAccountsToAskAcrossOrganizations = (db: Db, provider: string | undefined) => {
  const query = db
    .selectFrom('provider_accounts')
    .distinctOn('provider')
    .select(['id', 'provider'])
    .orderBy('provider')
    .orderBy((eb) => eb('status', '=', 'ok'), 'desc')
    .orderBy((eb) => eb('endpoint', 'is', null), 'desc')
    .orderBy((eb) => eb('organization_id', 'is', null), 'desc')
    .orderBy('id')
  return (provider === undefined ? query : query.where('provider', '=', provider)).execute()
}
