import type { Server } from '../api/server-types.ts'
import { formatMoney } from '../format/format-money.ts'
import { placeOf } from '../lib/provider-facts.ts'

/** The line under a dialog's title that says which server it is about. */
export function aboutServer(server: Server): string {
  // What an operator's own account costs is the operator's business; members are not told the account either.
  const price = server.price && server.provider_account_id !== null ? `${formatMoney(server.price)} a month` : null
  return [server.organization_name, placeOf(server), server.size, price].filter(Boolean).join(' · ')
}
