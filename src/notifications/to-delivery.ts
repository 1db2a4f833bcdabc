import type { Caller } from '../context.ts'
import type { findDelivery } from './delivery-queries.ts'
import { NotificationDelivery } from './schema.ts'

type Row = NonNullable<Awaited<ReturnType<typeof findDelivery>>>

/** A row as the API shows it. What a mail server says can name what stands inside the network: that is for operators. */
export const toDelivery = (row: Row, caller: Caller): NotificationDelivery => {
  const hidden = row.channel === 'email' && row.last_error !== null && !caller.operator
  return NotificationDelivery.parse({ ...row, ...(hidden ? { last_error: refused } : {}) })
}

const refused = 'The mail server did not take it. An operator sees what it said.'
