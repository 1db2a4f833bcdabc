import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Database } from '../../db/tables.gen.ts'
import type { ExchangeRateParams } from './schema.ts'

export type RateRow = Selectable<Database['exchange_rates']>

/** Rates belong to no organization: what members may see of them is said by the verbs that read them. */
export const listRateRows = (db: Db): Promise<RateRow[]> =>
  db.selectFrom('exchange_rates').selectAll().orderBy('from_currency').orderBy('to_currency').execute()

/** With the row held until the end of the transaction. */
export const lockRate = (db: Db, { from_currency, to_currency }: ExchangeRateParams): Promise<RateRow | undefined> =>
  db
    .selectFrom('exchange_rates')
    .selectAll()
    .where('from_currency', '=', from_currency)
    .where('to_currency', '=', to_currency)
    .forUpdate()
    .executeTakeFirst()

export const putRate = (
  db: Db,
  { from_currency, to_currency, ...rest }: Insertable<Database['exchange_rates']>,
): Promise<RateRow> =>
  db
    .insertInto('exchange_rates')
    .values({ from_currency, to_currency, ...rest })
    .onConflict((conflict) => conflict.columns(['from_currency', 'to_currency']).doUpdateSet(rest))
    .returningAll()
    .executeTakeFirstOrThrow()

export const deleteRate = (db: Db, { from_currency, to_currency }: ExchangeRateParams) =>
  db
    .deleteFrom('exchange_rates')
    .where('from_currency', '=', from_currency)
    .where('to_currency', '=', to_currency)
    .execute()
