import { removeOldEvents } from '../events/remove-old-events.ts'
import { removeOldIdempotencyKeys } from '../http/remove-old-idempotency-keys.ts'
import { removeExpired } from '../identity/remove-expired.ts'
import { cronEntry } from '../jobs/cron.ts'
import { handlerOf } from '../jobs/handler.ts'
import { sendEmail } from '../notifications/send-email.ts'
import { startDueSyncs } from '../provider-accounts/start-due-syncs.ts'
import { removeOldRuns } from '../runs/remove-old-runs.ts'
import { continueDeployment } from '../servers/continue-deployment.ts'
import { syncProviderAccount } from '../servers/sync-provider-account.ts'
import {
  deployServerTask,
  removeExpiredTask,
  sendEmailTask,
  serversObservedTask,
  startDueSyncsTask,
  syncProviderAccountTask,
} from '../tasks.ts'

/** Which verb does which task. */
export const handlers = [
  handlerOf(removeExpiredTask, async (ctx) => {
    await removeExpired(ctx)
    await removeOldEvents(ctx)
    await removeOldIdempotencyKeys(ctx)
    await removeOldRuns(ctx)
  }),
  handlerOf(sendEmailTask, sendEmail),
  handlerOf(startDueSyncsTask, startDueSyncs),
  handlerOf(syncProviderAccountTask, syncProviderAccount),
  handlerOf(deployServerTask, continueDeployment),
  handlerOf(serversObservedTask, async (ctx, { server_ids }) => {
    ctx.log.debug({ servers: server_ids.length }, 'Servers were observed; no protection looks at them yet.')
  }),
]

/** What the calendar starts. */
export const cron = [
  cronEntry({ task: removeExpiredTask, cron: '17 * * * *', time_zone: 'UTC', input: {} }),
  cronEntry({ task: startDueSyncsTask, cron: '* * * * *', time_zone: 'UTC', input: {} }),
]
