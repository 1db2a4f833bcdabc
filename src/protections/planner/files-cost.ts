import { monthlyMoney, unitPriceWords } from '../../lib/money.ts'
import type { PricedAt, ServerFacts } from './schema.ts'
import { sizeWords } from './size-words.ts'

/**
 * What the files of a server cost a month where they lie, by what its repository takes up now: that is what is paid for, after
 * compression and without what is there twice. How much is added with time nobody knows beforehand.
 */
export const filesCost = ({
  file_storage: storage,
  newest_files_bytes,
}: Pick<ServerFacts, 'file_storage' | 'newest_files_bytes'>): PricedAt => {
  const unknown = (basis: string): PricedAt => ({ money: null, estimate: false, basis, dated: storage?.price != null })
  if (storage === null) return unknown('Where its files would lie is not known.')
  const { location, price, bytes } = storage
  if (price === null)
    return unknown(`What a GB costs in ${location} is not entered. An operator enters it under Storage.`)
  const { gb_month } = price
  if (gb_month.micros === 0)
    return { money: monthlyMoney(0, gb_month), estimate: false, basis: `${location} costs nothing`, dated: true }
  const size = bytes ?? newest_files_bytes
  if (size === null) return unknown('How much the files are is not known before the first backup.')
  const by = bytes === null ? 'the newest backup of the files' : 'what lies there now'
  return {
    money: monthlyMoney(size, gb_month),
    estimate: true,
    basis: `${sizeWords(size)} in ${location} at ${unitPriceWords(gb_month)} per GB, by ${by}`,
    dated: true,
  }
}
