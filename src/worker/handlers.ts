import { removeOldEvents } from '../events/remove-old-events.ts'
import { removeOldIdempotencyKeys } from '../http/remove-old-idempotency-keys.ts'
import { removeExpired } from '../identity/remove-expired.ts'
import { cronEntry } from '../jobs/cron.ts'
import { handlerOf } from '../jobs/handler.ts'
import { sendEmail } from '../notifications/send-email.ts'
import { applyEntitlement } from '../protections/apply-entitlement.ts'
import { continueProtection } from '../protections/continue-protection.ts'
import { observeServers } from '../protections/observe-servers.ts'
import {
  entitlementChangedTask,
  reconcileProtectionTask,
  removeExpiredTask,
  sendEmailTask,
  serversObservedTask,
} from '../tasks.ts'

/** Which verb does which task. */
export const handlers = [
  handlerOf(removeExpiredTask, async (ctx) => {
    await removeExpired(ctx)
    await removeOldEvents(ctx)
    await removeOldIdempotencyKeys(ctx)
  }),
  handlerOf(sendEmailTask, sendEmail),
  handlerOf(entitlementChangedTask, applyEntitlement),
  handlerOf(reconcileProtectionTask, continueProtection),
  handlerOf(serversObservedTask, observeServers),
]

/** What the calendar starts. */
export const cron = [cronEntry({ task: removeExpiredTask, cron: '17 * * * *', time_zone: 'UTC', input: {} })]
