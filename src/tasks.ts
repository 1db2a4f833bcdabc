import { z } from 'zod'
import { providerNames } from './providers/provider.ts'

/** How the queue treats a task's jobs, whatever their input is. */
export type TaskSettings = {
  readonly name: string
  readonly max_attempts: number
  readonly backoff: { readonly first_seconds: number; readonly max_seconds: number }
  /** A running handler is given up after this long. */
  readonly timeout_seconds: number
  /**
   * `workers` × `batch` jobs run at once in one process. A worker takes its next batch when the slowest job of the last
   * one is done, so slow work has a batch of 1 and more workers; quick work has few workers, since each of them polls.
   */
  readonly concurrency: { readonly workers: number; readonly batch: number }
  /**
   * Set for jobs that come in floods: workers are not woken for each, but find them by looking, within two seconds, and take
   * as many as they can together.
   */
  readonly silent?: boolean
}

/**
 * Task contracts: what can be put in the queue. They stand here, below every noun, so that any verb can enqueue work
 * without importing the code that does it (`worker/handlers.ts` joins the two).
 */
export type Task<Input> = TaskSettings & {
  /** Plain JSON in and out: it is checked when a job is put in the queue, and again before it runs. */
  readonly input: z.ZodType<Input>
  /**
   * Two jobs with the same key are never queued or running at the same time; the second enqueue is dropped. A change
   * that commits while the job runs is thus not seen by a job of its own: such a handler looks again before it ends,
   * or cron calls it.
   */
  readonly key?: (input: Input) => string
}

const defaults = {
  max_attempts: 5,
  backoff: { first_seconds: 5, max_seconds: 900 },
  timeout_seconds: 120,
  concurrency: { workers: 2, batch: 4 },
} as const

export const defineTask = <Input>(
  name: string,
  contract: Pick<Task<Input>, 'input'> & Partial<Omit<Task<Input>, 'name' | 'input'>>,
): Task<Input> => ({ ...defaults, ...contract, name })

/** Hourly: forgets expired sessions, links, idempotency keys and old events. */
export const removeExpiredTask = defineTask('installation.remove-expired', { input: z.object({}), key: () => 'one' })

/** Sends one e-mail; retried while the mail server is away. The text is sealed, since links in it let people in. */
export const sendEmailTask = defineTask('notifications.send-email', {
  input: z.object({ to: z.email(), subject: z.string(), sealed_text: z.string() }),
  max_attempts: 12,
})

/** Every minute: decides who is told what, puts it together into messages, and takes up those that were lost. */
export const tendNotificationsTask = defineTask('notifications.tend', {
  input: z.object({}),
  key: () => 'one',
  timeout_seconds: 600,
  concurrency: { workers: 1, batch: 1 },
})

/** One try of an e-mail. `attempt` counts from 1; a job of an attempt that was made already does nothing. */
export const deliverEmailTask = defineTask('notifications.deliver-email', {
  input: z.object({ delivery_id: z.string(), attempt: z.number().int() }),
  concurrency: { workers: 2, batch: 2 },
})

/** One try of a message to a webhook or chat: apart from e-mail, so that an address that hangs holds up no mail. */
export const deliverPostTask = defineTask('notifications.deliver-post', {
  input: z.object({ delivery_id: z.string(), attempt: z.number().int() }),
  concurrency: { workers: 8, batch: 1 },
})

/** Weekly: a report for each organization, and one for the operators. */
export const weeklyReportTask = defineTask('insights.weekly-report', {
  input: z.object({}),
  key: () => 'one',
  timeout_seconds: 3_600,
  concurrency: { workers: 1, batch: 1 },
})

/** Somebody may do more or less than before: what is protected is held against the entitlement anew. */
export const entitlementChangedTask = defineTask('protections.entitlement-changed', {
  // No key: a change that commits while a job runs must get a job of its own.
  input: z.object({ organization_id: z.string() }),
  concurrency: { workers: 1, batch: 16 },
})

const stripeDefaults = { max_attempts: 12, backoff: { first_seconds: 2, max_seconds: 900 } } as const

/** Brings our records of one Stripe subscription up to date. `turn` tells the jobs of one subscription apart. */
export const syncStripeSubscriptionTask = defineTask('billing.sync-stripe-subscription', {
  input: z.object({ stripe_subscription_id: z.string(), turn: z.number().int() }),
  key: ({ stripe_subscription_id, turn }) => `${stripe_subscription_id} ${turn}`,
  concurrency: { workers: 1, batch: 16 },
  silent: true,
  ...stripeDefaults,
})

/** Adds an organization's add-ons to its Stripe subscription, one after another. */
export const addStripeItemsTask = defineTask('billing.add-stripe-items', {
  input: z.object({ organization_id: z.string() }),
  key: ({ organization_id }) => organization_id,
  ...stripeDefaults,
})

/** Nightly, and when a plan gets another Stripe price: compares all of Stripe's subscriptions with our records. */
export const reconcileStripeTask = defineTask('billing.reconcile-stripe', {
  input: z.object({}),
  key: () => 'one',
  timeout_seconds: 3_600,
  concurrency: { workers: 1, batch: 1 },
})

/** Every few minutes: entitlements that ended with time, and work at Stripe that was left lying. */
export const watchBillingTask = defineTask('billing.watch', { input: z.object({}), key: () => 'one' })

/** Takes the next missing steps of a protection. No key: a job that waits its turn must not swallow a sooner one. */
export const reconcileProtectionTask = defineTask('protections.reconcile', {
  input: z.object({ protection_id: z.string() }),
  concurrency: { workers: 4, batch: 8 },
})

/**
 * One sync of a provider account. Its run says whether it is still wanted, so a job of its own is made for each; two of one
 * account never write at once, since each begins by taking over the account's fence.
 */
export const syncProviderAccountTask = defineTask('servers.sync-provider-account', {
  input: z.object({ provider_account_id: z.string(), run_id: z.string() }),
  max_attempts: 3,
  timeout_seconds: 1_800,
  concurrency: { workers: 4, batch: 1 },
})

/** Every minute: starts the syncs that are due. */
export const startDueSyncsTask = defineTask('servers.start-due-syncs', { input: z.object({}), key: () => 'one' })

/** Daily, and when an account is connected: asks providers what they charge. */
export const refreshPricesTask = defineTask('provider-accounts.refresh-prices', {
  input: z.object({ provider: z.enum(providerNames).optional() }),
  key: ({ provider }) => provider ?? 'all',
  timeout_seconds: 600,
  concurrency: { workers: 1, batch: 1 },
})

/** The next step of making a server; puts itself in the queue again while the provider works. */
export const deployServerTask = defineTask('servers.deploy', {
  // No key: a step that waits its turn must not swallow a sooner one. What is to be made stands in its order.
  input: z.object({ run_id: z.string(), looks: z.number().int() }),
  // Each attempt that a process dies in counts; after the last of them a sweep finds the order.
  max_attempts: 12,
  concurrency: { workers: 4, batch: 1 },
})

/** What a provider shows of its own backups is another than before: protections compare it with what they want. */
export const serversObservedTask = defineTask('protections.servers-observed', {
  // No key: what a later sync sees needs a job of its own.
  input: z.object({ server_ids: z.array(z.string()).max(500) }),
})

/** Every few minutes: changes of protections that nothing looks after any more. */
export const resumeProtectionsTask = defineTask('protections.resume', { input: z.object({}), key: () => 'one' })

/**
 * The next servers of bulk work. `turn` rises with each, so that a job can put its successor in the queue; `idle` counts those that
 * found nothing to begin. Named as when it only switched backups: jobs that wait in the queue are found by it.
 */
export const bulkTask = defineTask('protections.bulk-toggle', {
  input: z.object({ run_id: z.string(), turn: z.number().int(), idle: z.number().int().default(0) }),
  key: ({ run_id, turn }) => `${run_id} ${turn}`,
  max_attempts: 12,
  timeout_seconds: 1_800,
  concurrency: { workers: 2, batch: 1 },
})

/** Makes a server's repository: restic writes its config and first key, through the gateway. */
export const initializeRepositoryTask = defineTask('repositories.initialize', {
  input: z.object({ repository_id: z.string() }),
  key: ({ repository_id }) => repository_id,
  max_attempts: 12,
  concurrency: { workers: 2, batch: 1 },
})

/** Objects of a repository changed their place in the journal: the store follows. Runs where the gateway is. */
export const settleObjectsTask = defineTask('repositories.settle-objects', {
  // No key: what changes while a job runs needs one of its own.
  input: z.object({ repository_id: z.string() }),
  max_attempts: 12,
  concurrency: { workers: 2, batch: 4 },
})

/** Erases what a deleted repository left in its store. Runs where the gateway is. */
export const eraseRepositoryTask = defineTask('repositories.erase', {
  input: z.object({ repository_id: z.string(), storage_location_id: z.string() }),
  key: ({ repository_id }) => repository_id,
  max_attempts: 12,
  timeout_seconds: 3_600,
})

/** Every few minutes: credentials whose lease ended, trash whose time came, what staging left behind. */
export const tendRepositoriesTask = defineTask('repositories.tend', {
  input: z.object({}),
  key: () => 'one',
  timeout_seconds: 1_800,
  concurrency: { workers: 1, batch: 1 },
})

/** Hashes the objects of a repository again, oldest look first, within a budget. Runs where the gateway is. */
export const scrubRepositoryTask = defineTask('repositories.scrub', {
  input: z.object({ repository_id: z.string(), run_id: z.string() }),
  timeout_seconds: 6 * 3_600,
  concurrency: { workers: 1, batch: 1 },
})

/** A scrub found damage: the recovery points and files it touches are named, and what can be mended is. */
export const traceDamageTask = defineTask('maintenance.trace-damage', {
  // No key: what a later scrub finds needs a job of its own.
  input: z.object({ repository_id: z.string(), run_id: z.string() }),
  timeout_seconds: 6 * 3_600,
  concurrency: { workers: 1, batch: 1 },
})

/** Looks whether the agent that took a run still renews its lease. One is queued for each time it was taken. */
export const watchAgentLeaseTask = defineTask('agents.watch-lease', {
  input: z.object({ run_id: z.string(), attempt: z.number().int() }),
})

/** Minutely: ends what waited for agents in vain. */
export const expireCommandsTask = defineTask('agents.expire-commands', {
  input: z.object({}),
  key: () => 'one',
  timeout_seconds: 900,
})

/** A server got an agent: file backups that waited for one begin. */
export const agentEnrolledTask = defineTask('protections.agent-enrolled', {
  input: z.object({ server_id: z.string() }),
  key: ({ server_id }) => server_id,
})

/** An agent reported the end of a backup: what it made becomes recovery points. */
export const backupEndedTask = defineTask('protections.backup-ended', {
  input: z.object({ run_id: z.string() }),
  key: ({ run_id }) => run_id,
  max_attempts: 12,
})

/** A backup ended without a word from its agent: what it stored all the same is recorded. */
export const backupLostTask = defineTask('protections.backup-lost', {
  input: z.object({ run_id: z.string() }),
  key: ({ run_id }) => run_id,
  max_attempts: 12,
})

/** The next step of a restore: after its safety backup, to the agent. */
export const continueRestoreTask = defineTask('restores.continue', {
  input: z.object({ run_id: z.string() }),
  // Each attempt that a process dies in counts, and a restore that is under way must not be forgotten.
  max_attempts: 12,
})

/** An agent reported the end of a restore. */
export const restoreEndedTask = defineTask('restores.restore-ended', {
  input: z.object({ run_id: z.string() }),
  key: ({ run_id }) => run_id,
  max_attempts: 12,
})

/** Every minute: starts the backups that are due, each once. */
export const startDueBackupsTask = defineTask('protections.start-due-backups', {
  input: z.object({}),
  key: () => 'one',
})

/** The next step of a snapshot at a provider; puts itself in the queue again while the provider works. */
export const continueSnapshotTask = defineTask('protections.continue-snapshot', {
  // No key: a step that waits its turn must not swallow a sooner one.
  input: z.object({ run_id: z.string(), looks: z.number().int() }),
  concurrency: { workers: 4, batch: 2 },
})

/** The next look at a backup that its provider turns into a snapshot. */
export const keepImageTask = defineTask('recovery-points.keep-image', {
  // No key: a step that waits its turn must not swallow a sooner one.
  input: z.object({ run_id: z.string(), looks: z.number().int() }),
})

/** Every minute: starts the snapshots that are due, and looks after those whose job was lost. */
export const startDueSnapshotsTask = defineTask('protections.start-due-snapshots', {
  input: z.object({}),
  key: () => 'one',
})

/** Every minute: what lists show of servers and time alone has changed: days that begin, backups that are late. */
export const refreshDueFactsTask = defineTask('protections.refresh-due-facts', {
  input: z.object({}),
  key: () => 'one',
  timeout_seconds: 600,
  concurrency: { workers: 1, batch: 1 },
})

/** Every minute: what the overview shows and would take too long to add up for each reader. */
export const refreshFleetSumsTask = defineTask('insights.refresh-fleet-sums', {
  input: z.object({}),
  key: () => 'one',
  timeout_seconds: 300,
  concurrency: { workers: 1, batch: 1 },
})

/** Every few minutes, and when asked: what would do customers good. */
export const refreshRecommendationsTask = defineTask('insights.refresh-recommendations', {
  input: z.object({}),
  key: () => 'one',
  timeout_seconds: 600,
  concurrency: { workers: 1, batch: 1 },
})

/** Every ten minutes: snapshots that were stored and that no run recorded. */
export const recordStraysTask = defineTask('protections.record-strays', { input: z.object({}), key: () => 'one' })

/** Every minute: starts to read the lists of images that are due. */
export const startDueHistoriesTask = defineTask('recovery-points.start-due-histories', {
  input: z.object({}),
  key: () => 'one',
})

/** Reads the lists of images of an account's servers, as far as they are due. */
export const readHistoriesTask = defineTask('recovery-points.read-histories', {
  input: z.object({ provider_account_id: z.string() }),
  key: ({ provider_account_id }) => provider_account_id,
  max_attempts: 3,
  timeout_seconds: 1_800,
  concurrency: { workers: 2, batch: 1 },
})

/** Makes the catalogue of a new file snapshot. */
export const catalogueTask = defineTask('recovery-points.catalogue', {
  input: z.object({ recovery_point_id: z.string() }),
  key: ({ recovery_point_id }) => recovery_point_id,
  timeout_seconds: 3_600,
  concurrency: { workers: 1, batch: 1 },
})

/** Applies a protection's retention: what it lets go goes to the trash. */
export const applyRetentionTask = defineTask('maintenance.apply-retention', {
  input: z.object({ protection_id: z.string() }),
  concurrency: { workers: 1, batch: 4 },
})

/** Deletes a server's snapshots from before a restore whose time is over. */
export const forgetSafetyImagesTask = defineTask('maintenance.forget-safety-images', {
  input: z.object({ server_id: z.string() }),
  key: ({ server_id }) => server_id,
  concurrency: { workers: 1, batch: 4 },
})

/** Checks a repository, then prunes it, under a maintenance lease. */
export const maintainRepositoryTask = defineTask('maintenance.maintain-repository', {
  input: z.object({ repository_id: z.string(), run_id: z.string() }),
  max_attempts: 3,
  timeout_seconds: 6 * 3_600,
  concurrency: { workers: 1, batch: 1 },
})

/** Hourly: starts the maintenance, drills and scrubs that are due, and lets ways back from restores go. */
export const startDueMaintenanceTask = defineTask('maintenance.start-due', { input: z.object({}), key: () => 'one' })

/** Some times a day: writes down what backups took up and cost on the days that are over. */
export const recordUsageDaysTask = defineTask('insights.record-usage-days', {
  input: z.object({}),
  key: () => 'one',
  timeout_seconds: 3_600,
  concurrency: { workers: 1, batch: 1 },
})

/** Restores a recovery point into a throw-away folder, to prove that it can be. */
export const drillTask = defineTask('maintenance.drill', {
  input: z.object({ recovery_point_id: z.string(), run_id: z.string() }),
  max_attempts: 3,
  timeout_seconds: 6 * 3_600,
  concurrency: { workers: 1, batch: 1 },
})

/** The next step of a drill of an image; puts itself in the queue again while there is something of it at the provider. */
export const imageDrillTask = defineTask('maintenance.image-drill', {
  input: z.object({ run_id: z.string() }),
  concurrency: { workers: 2, batch: 1 },
})

/** Every few minutes: servers of drills that a crash left. */
export const sweepThrowawaysTask = defineTask('maintenance.sweep-throwaways', { input: z.object({}), key: () => 'one' })

/** At start: makes the demo where it is wanted, or goes on with it; brings its accounts to the clouds' addresses. */
export const setUpDemoTask = defineTask('demo.set-up', {
  // A start after a crash must not wait until the queue has missed the job of the one before.
  input: z.object({ started_at: z.string() }),
  key: ({ started_at }) => started_at,
  max_attempts: 12,
  backoff: { first_seconds: 2, max_seconds: 60 },
  timeout_seconds: 600,
  concurrency: { workers: 1, batch: 1 },
})

/** Stops the sandbox clouds of a demo that was removed, and deletes their files. */
export const clearDemoTask = defineTask('demo.clear', {
  input: z.object({}),
  key: () => 'one',
  max_attempts: 12,
  backoff: { first_seconds: 2, max_seconds: 60 },
  concurrency: { workers: 1, batch: 1 },
})

/** Every task above; their queues are made at start. */
export const allTasks: readonly TaskSettings[] = [
  removeExpiredTask,
  sendEmailTask,
  tendNotificationsTask,
  deliverEmailTask,
  deliverPostTask,
  weeklyReportTask,
  entitlementChangedTask,
  syncStripeSubscriptionTask,
  addStripeItemsTask,
  reconcileStripeTask,
  watchBillingTask,
  reconcileProtectionTask,
  resumeProtectionsTask,
  bulkTask,
  syncProviderAccountTask,
  startDueSyncsTask,
  refreshPricesTask,
  deployServerTask,
  serversObservedTask,
  initializeRepositoryTask,
  settleObjectsTask,
  eraseRepositoryTask,
  tendRepositoriesTask,
  scrubRepositoryTask,
  traceDamageTask,
  expireCommandsTask,
  watchAgentLeaseTask,
  agentEnrolledTask,
  backupEndedTask,
  backupLostTask,
  continueRestoreTask,
  restoreEndedTask,
  startDueBackupsTask,
  continueSnapshotTask,
  keepImageTask,
  startDueSnapshotsTask,
  refreshDueFactsTask,
  recordStraysTask,
  refreshFleetSumsTask,
  refreshRecommendationsTask,
  startDueHistoriesTask,
  readHistoriesTask,
  catalogueTask,
  applyRetentionTask,
  forgetSafetyImagesTask,
  maintainRepositoryTask,
  startDueMaintenanceTask,
  drillTask,
  imageDrillTask,
  sweepThrowawaysTask,
  recordUsageDaysTask,
  setUpDemoTask,
  clearDemoTask,
]
