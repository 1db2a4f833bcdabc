import { inTransaction, type Services } from '../context.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { hashToken } from '../lib/secrets.ts'
import { anyOperator, insertLink, lockInstallation } from './queries.ts'

/**
 * A fresh one-time link for the first operator; null once there is an operator. Links that other processes printed stay good,
 * but the first one that is used ends them all.
 */
export const issueFirstOperatorLink = (services: Services, publicUrl: string): Promise<string | null> =>
  inTransaction(services, async ({ db, ids, clock }) => {
    await lockInstallation(db)
    if (await anyOperator(db)) return null
    const token = ids.secret()
    const created_at = clock.now()
    await insertLink(db, {
      id: ids.make('lnk'),
      purpose: 'first_operator',
      user_id: null,
      issued_by_id: null,
      token_hash: hashToken(token),
      expires_at: isoPlusMs(created_at, 7 * dayMs),
      created_at,
    })
    // In the fragment, so that the token reaches no log of a proxy.
    return `${publicUrl}/welcome#token=${token}`
  })
