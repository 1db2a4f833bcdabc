import { expireCommands } from '../agents/expire-commands.ts'
import { watchAgentLease } from '../agents/watch-agent-lease.ts'
import { addStripeItems } from '../billing/add-stripe-items.ts'
import { reconcileStripe } from '../billing/reconcile-stripe.ts'
import { syncStripeSubscription } from '../billing/sync-stripe-subscription.ts'
import { watchBilling } from '../billing/watch-billing.ts'
import { continueBulk } from '../bulk/continue-bulk.ts'
import { removeOldEvents } from '../events/remove-old-events.ts'
import { removeOldIdempotencyKeys } from '../http/remove-old-idempotency-keys.ts'
import { removeExpired } from '../identity/remove-expired.ts'
import { refreshFleetSums } from '../insights/overview/refresh-fleet-sums.ts'
import { refreshRecommendations } from '../insights/recommendations/refresh-recommendations.ts'
import { recordUsageDays } from '../insights/storage/record-usage-days.ts'
import { weeklyReport } from '../insights/weekly-report.ts'
import { cronEntry } from '../jobs/cron.ts'
import { handlerOf } from '../jobs/handler.ts'
import { applyRetention } from '../maintenance/apply-retention.ts'
import { drill } from '../maintenance/drill.ts'
import { forgetSafetyImages } from '../maintenance/forget-safety-images.ts'
import { continueImageDrill } from '../maintenance/image-drills/continue-image-drill.ts'
import { startDueImageDrills } from '../maintenance/image-drills/start-due-image-drills.ts'
import { sweepThrowaways } from '../maintenance/image-drills/sweep-throwaways.ts'
import { maintainRepository } from '../maintenance/maintain-repository.ts'
import { startDueDrills } from '../maintenance/start-due-drills.ts'
import { startDueMaintenance } from '../maintenance/start-due-maintenance.ts'
import { startDueSafetyEnds } from '../maintenance/start-due-safety-ends.ts'
import { startDueScrubs } from '../maintenance/start-due-scrubs.ts'
import { traceDamage } from '../maintenance/trace-damage.ts'
import { deliver } from '../notifications/deliver.ts'
import { sendEmail } from '../notifications/send-email.ts'
import { tendNotifications } from '../notifications/tend-notifications.ts'
import { agentEnrolled } from '../protections/agent-enrolled.ts'
import { applyEntitlement } from '../protections/apply-entitlement.ts'
import { backupEnded } from '../protections/backup-ended.ts'
import { backupLost } from '../protections/backup-lost.ts'
import { continueProtection } from '../protections/continue-protection.ts'
import { refreshDueFacts } from '../protections/facts/refresh-due-facts.ts'
import { observeServers } from '../protections/observe-servers.ts'
import { recordStrays } from '../protections/record-strays.ts'
import { resumeProtections } from '../protections/resume-protections.ts'
import { continueSnapshot } from '../protections/snapshots/continue-snapshot.ts'
import { resumeSnapshots } from '../protections/snapshots/resume-snapshots.ts'
import { startDueSnapshots } from '../protections/snapshots/start-due-snapshots.ts'
import { startDueBackups } from '../protections/start-due-backups.ts'
import { tellMissed } from '../protections/tell-missed.ts'
import { refreshPrices } from '../provider-accounts/prices/refresh-prices.ts'
import { startDueSyncs } from '../provider-accounts/start-due-syncs.ts'
import { catalogueSnapshot } from '../recovery-points/catalogue-snapshot.ts'
import { readHistories } from '../recovery-points/history/read-histories.ts'
import { startDueHistories } from '../recovery-points/history/start-due-histories.ts'
import { continueKeep } from '../recovery-points/keep/continue-keep.ts'
import { resumeKeeps } from '../recovery-points/keep/resume-keeps.ts'
import { initializeRepository } from '../repositories/initialize-repository.ts'
import { continueRestore } from '../restores/continue-restore.ts'
import { restoreEnded } from '../restores/restore-ended.ts'
import { resumeRestores } from '../restores/resume-restores.ts'
import { removeOldRuns } from '../runs/remove-old-runs.ts'
import { continueDeployment } from '../servers/continue-deployment.ts'
import { resumeDeployments } from '../servers/resume-deployments.ts'
import { removeExpiredPasswords } from '../servers/root-passwords/remove-expired-passwords.ts'
import { syncProviderAccount } from '../servers/sync-provider-account.ts'
import {
  addStripeItemsTask,
  agentEnrolledTask,
  applyRetentionTask,
  backupEndedTask,
  backupLostTask,
  bulkTask,
  catalogueTask,
  continueRestoreTask,
  continueSnapshotTask,
  deliverEmailTask,
  deliverPostTask,
  deployServerTask,
  drillTask,
  entitlementChangedTask,
  expireCommandsTask,
  forgetSafetyImagesTask,
  imageDrillTask,
  initializeRepositoryTask,
  keepImageTask,
  maintainRepositoryTask,
  readHistoriesTask,
  reconcileProtectionTask,
  reconcileStripeTask,
  recordStraysTask,
  recordUsageDaysTask,
  refreshDueFactsTask,
  refreshFleetSumsTask,
  refreshPricesTask,
  refreshRecommendationsTask,
  removeExpiredTask,
  restoreEndedTask,
  resumeProtectionsTask,
  sendEmailTask,
  serversObservedTask,
  startDueBackupsTask,
  startDueHistoriesTask,
  startDueMaintenanceTask,
  startDueSnapshotsTask,
  startDueSyncsTask,
  sweepThrowawaysTask,
  syncProviderAccountTask,
  syncStripeSubscriptionTask,
  tendNotificationsTask,
  tendRepositoriesTask,
  traceDamageTask,
  watchAgentLeaseTask,
  watchBillingTask,
  weeklyReportTask,
} from '../tasks.ts'

/** Which verb does which task. */
export const handlers = [
  handlerOf(removeExpiredTask, async (ctx) => {
    await removeExpired(ctx)
    await removeOldEvents(ctx)
    await removeOldIdempotencyKeys(ctx)
    await removeOldRuns(ctx)
    await removeExpiredPasswords(ctx)
  }),
  handlerOf(sendEmailTask, sendEmail),
  handlerOf(tendNotificationsTask, tendNotifications),
  handlerOf(deliverEmailTask, deliver),
  handlerOf(deliverPostTask, deliver),
  handlerOf(entitlementChangedTask, applyEntitlement),
  handlerOf(reconcileProtectionTask, continueProtection),
  handlerOf(serversObservedTask, observeServers),
  handlerOf(resumeProtectionsTask, async (ctx) => {
    await resumeProtections(ctx)
    await resumeDeployments(ctx)
    await resumeRestores(ctx)
    await resumeKeeps(ctx)
  }),
  handlerOf(refreshDueFactsTask, async (ctx, input, job) => {
    await refreshDueFacts(ctx, input, job)
    await tellMissed(ctx, job)
  }),
  handlerOf(applyRetentionTask, applyRetention),
  handlerOf(forgetSafetyImagesTask, forgetSafetyImages),
  handlerOf(traceDamageTask, (ctx, input, job) => traceDamage(ctx, { ...input, mend: true }, job)),
  handlerOf(maintainRepositoryTask, maintainRepository),
  handlerOf(startDueMaintenanceTask, async (ctx) => {
    await startDueMaintenance(ctx)
    await startDueDrills(ctx)
    await startDueImageDrills(ctx)
    await startDueScrubs(ctx)
    await startDueSafetyEnds(ctx)
  }),
  handlerOf(bulkTask, continueBulk),
  handlerOf(syncStripeSubscriptionTask, syncStripeSubscription),
  handlerOf(addStripeItemsTask, addStripeItems),
  handlerOf(reconcileStripeTask, reconcileStripe),
  handlerOf(watchBillingTask, watchBilling),
  handlerOf(startDueSyncsTask, startDueSyncs),
  handlerOf(refreshPricesTask, refreshPrices),
  handlerOf(syncProviderAccountTask, syncProviderAccount),
  handlerOf(deployServerTask, continueDeployment),
  handlerOf(expireCommandsTask, expireCommands),
  handlerOf(watchAgentLeaseTask, watchAgentLease),
  handlerOf(startDueHistoriesTask, startDueHistories),
  handlerOf(readHistoriesTask, readHistories),
  handlerOf(catalogueTask, catalogueSnapshot),
  handlerOf(initializeRepositoryTask, initializeRepository),
  handlerOf(startDueBackupsTask, async (ctx) => {
    await startDueBackups(ctx)
  }),
  handlerOf(keepImageTask, continueKeep),
  handlerOf(continueSnapshotTask, continueSnapshot),
  handlerOf(startDueSnapshotsTask, async (ctx) => {
    await startDueSnapshots(ctx)
    await resumeSnapshots(ctx)
  }),
  handlerOf(agentEnrolledTask, agentEnrolled),
  handlerOf(backupEndedTask, backupEnded),
  handlerOf(recordStraysTask, recordStrays),
  handlerOf(refreshFleetSumsTask, refreshFleetSums),
  handlerOf(refreshRecommendationsTask, refreshRecommendations),
  handlerOf(backupLostTask, backupLost),
  handlerOf(continueRestoreTask, continueRestore),
  handlerOf(restoreEndedTask, restoreEnded),
  handlerOf(drillTask, drill),
  handlerOf(imageDrillTask, continueImageDrill),
  handlerOf(sweepThrowawaysTask, async (ctx) => {
    await sweepThrowaways(ctx)
  }),
  handlerOf(recordUsageDaysTask, async (ctx) => {
    await recordUsageDays(ctx)
  }),
  handlerOf(weeklyReportTask, weeklyReport),
]

/** What the calendar starts. */
export const cron = [
  cronEntry({ task: removeExpiredTask, cron: '17 * * * *', time_zone: 'UTC', input: {} }),
  cronEntry({ task: tendNotificationsTask, cron: '* * * * *', time_zone: 'UTC', input: {} }),
  cronEntry({ task: watchBillingTask, cron: '*/5 * * * *', time_zone: 'UTC', input: {} }),
  cronEntry({ task: reconcileStripeTask, cron: '41 2 * * *', time_zone: 'UTC', input: {} }),
  cronEntry({ task: resumeProtectionsTask, cron: '*/5 * * * *', time_zone: 'UTC', input: {} }),
  cronEntry({ task: refreshDueFactsTask, cron: '* * * * *', time_zone: 'UTC', input: {} }),
  cronEntry({ task: refreshFleetSumsTask, cron: '* * * * *', time_zone: 'UTC', input: {} }),
  cronEntry({ task: refreshRecommendationsTask, cron: '2/5 * * * *', time_zone: 'UTC', input: {} }),
  cronEntry({ task: tendRepositoriesTask, cron: '*/5 * * * *', time_zone: 'UTC', input: {} }),
  cronEntry({ task: recordStraysTask, cron: '3/10 * * * *', time_zone: 'UTC', input: {} }),
  cronEntry({ task: expireCommandsTask, cron: '* * * * *', time_zone: 'UTC', input: {} }),
  cronEntry({ task: startDueBackupsTask, cron: '* * * * *', time_zone: 'UTC', input: {} }),
  cronEntry({ task: startDueSnapshotsTask, cron: '* * * * *', time_zone: 'UTC', input: {} }),
  cronEntry({ task: startDueMaintenanceTask, cron: '29 * * * *', time_zone: 'UTC', input: {} }),
  cronEntry({ task: sweepThrowawaysTask, cron: '1/5 * * * *', time_zone: 'UTC', input: {} }),
  cronEntry({ task: startDueHistoriesTask, cron: '* * * * *', time_zone: 'UTC', input: {} }),
  cronEntry({ task: recordUsageDaysTask, cron: '7 0,4,8 * * *', time_zone: 'UTC', input: {} }),
  cronEntry({ task: refreshPricesTask, cron: '53 3 * * *', time_zone: 'UTC', input: {} }),
  cronEntry({ task: weeklyReportTask, cron: '0 6 * * 1', time_zone: 'UTC', input: {} }),
  cronEntry({ task: startDueSyncsTask, cron: '* * * * *', time_zone: 'UTC', input: {} }),
]
