import { monthlyMoney } from '../../lib/money.ts'
import type { LocationPrice } from '../../repositories/list-location-prices.ts'
import type { GroupCost } from './cost-of-group.ts'
import type { FilesGroup } from './overview-queries.ts'

/** What the file backups of servers cost the operators a month that lie in one location, whoever their provider's account is. Pure. */
export const costOfFiles = (
  { servers, bytes }: Pick<FilesGroup, 'servers' | 'bytes'>,
  price: LocationPrice | undefined,
): GroupCost =>
  price === undefined
    ? { amounts: [], known: 0, unknown: servers, files: servers, as_of: null }
    : { amounts: [monthlyMoney(bytes, price.gb_month)], known: servers, unknown: 0, files: 0, as_of: price.as_of }
