import type { AuditEvent } from '../api/types.ts'
import { formatPlural } from '../format/format-plural.ts'
import { named, plain, type SentencePart, target, textOf } from './sentence-parts.ts'

type Sayer = (event: AuditEvent) => SentencePart[]

const about =
  (before: string, after?: string): Sayer =>
  (event) => [plain(before), target(event), ...(after ? [plain(after)] : [])]

const places = (event: AuditEvent): SentencePart[] => {
  const count = (event.after ?? event.before)?.quantity
  return typeof count === 'number' ? [plain(`with ${formatPlural(count, 'place')}`)] : []
}
const manyServers = (event: AuditEvent): string => {
  const count = event.after?.servers
  return typeof count === 'number' ? formatPlural(count, 'server') : 'many servers'
}

const subscription =
  (doing: string): Sayer =>
  (event) => [plain(doing), target(event), ...places(event)]

/** A command for a machine that is not here yet has no name to tell. */
const ofMachine =
  (doing: string): Sayer =>
  (event) => [plain(doing), event.target.name === null ? plain('a machine') : target(event)]

/** Its name holds the time as programs write it. */
const backupOf = (event: AuditEvent): SentencePart =>
  named((event.target.name ?? event.target.id).replace(/(\d{4}-\d\d-\d\d)T(\d\d:\d\d)\S*/, '$1 $2 UTC'))

/** What follows the actor's name where servers, their backups and what is paid for them are concerned. */
export const serverSentences: Record<string, Sayer> = {
  'provider_account.connected': about('connected the provider account'),
  'provider_account.renamed': (event) => [
    plain('renamed the provider account'),
    named(textOf(event.before?.label) ?? 'of before'),
    plain('to'),
    target(event),
  ],
  'provider_account.credentials_changed': about('changed the credentials of'),
  'provider_account.removed': about('removed the provider account'),
  'provider_prices.changed': about('entered the prices of'),
  'provider_prices.removed': about('removed the entered prices of'),
  'provider_prices.refreshed': about('read new prices of'),
  'exchange_rate.changed': about('entered the exchange rate of'),
  'exchange_rate.removed': about('removed the exchange rate of'),
  'server.found': about('found the server'),
  'server.missing': about('no longer finds the server'),
  'server.returned': about('found the server', 'again'),
  'server.changed': about('changed the server'),
  'server.adopted': about('gave the server', 'to this organization'),
  'server.given_away': about('took the server', 'from this organization'),
  'server.deployed': about('began to deploy the server'),
  'server.deployment_failed': about('could not deploy the server'),
  'protection.wanted_on': about('asked to enable backups of'),
  'protection.wanted_off': about('asked to disable backups of'),
  'protection.switched_on': about('enabled backups of'),
  'protection.switched_off': about('disabled backups of'),
  'protection.seen_on': about('saw that backups of', 'are on'),
  'protection.seen_off': about('saw that backups of', 'are off'),
  'protection.failed': about('could not switch backups of'),
  'protection.beyond_subscription': () => [
    plain('found no place for a protection; it goes on beyond the subscription'),
  ],
  'protection.within_subscription': () => [plain('found a place again for a protection')],
  'subscription.granted': subscription('granted'),
  'subscription.requested': subscription('asked for'),
  'subscription.approved': subscription('approved'),
  'subscription.declined': subscription('declined'),
  'subscription.added': subscription('added to'),
  'subscription.changed': subscription('changed'),
  'subscription.created': subscription('bought'),
  'subscription.updated': subscription('heard from Stripe about'),
  'subscription.merged': subscription('put together'),
  'subscription.ended': subscription('ended'),
  'subscription.lapsed': subscription('noticed the end of'),
  'storage_location.created': about('added the storage location'),
  'storage_location.changed': about('changed the storage location'),
  'storage_location.credentials_changed': about('gave new keys to the storage location'),
  'repository.recovery_kit_read': about('read the recovery kit of'),
  'drill.started': about('started a drill of'),
  'drill.passed': about('proved a backup of', 'by a drill'),
  'drill.failed': about('could not prove a backup of', 'by a drill'),
  'demo.removed': () => [plain('removed the demo data, with its customers, servers and sandbox clouds')],
  'plan.created': about('made the plan'),
  'plan.changed': about('changed the plan'),
  'plan.retired': about('took the plan', 'off sale'),
  'plan.restored': about('put the plan', 'back on sale'),
  'operator_task.raised': about('asked an operator:'),
  'operator_task.closed': about('marked as done:'),
  'run.bulk_toggle_started': (event) => [
    plain(`began to ${event.after?.enable === false ? 'disable' : 'enable'} backups of ${manyServers(event)}`),
  ],
  'run.bulk_back_up_started': (event) => [plain(`began to back up ${manyServers(event)}`)],
  'run.bulk_restore_started': (event) => [plain(`began to restore ${manyServers(event)} to new ones`)],
  'run.cancelled': (event) => [
    plain(`cancelled the ${textOf(event.before?.kind) ?? ''} run`.replace('  ', ' ')),
    ...(event.target.name ? [plain('of'), target(event)] : []),
  ],
  'agent.enrolled': about('connected the agent of'),
  'agent.paused': about('paused the agent of'),
  'agent.resumed': about('let the agent of', 'work again'),
  'agent.revoked': about('took the identity of the agent of', 'away'),
  'enrolment.created': ofMachine('made the command that connects'),
  'enrolment.revoked': ofMachine('made worthless the command that connects'),
  'server.enrolled': about('added the machine'),
  'server.root_password_told': about('read the first root password of'),
  'backup.started': about('started a backup of'),
  'restore.started': (event) => [
    plain(event.after?.dry_run === true ? 'began to try out a restore to' : 'started a restore to'),
    target(event),
  ],
  'protection.configured': about('changed how backups are taken of'),
  'protection.retention_held': about('held retention for'),
  'protection.retention_resumed': about('resumed retention for'),
  'protection.retention_released': about('released retention for'),
  'recovery_point.acknowledged': (event) => [plain('looked at the'), backupOf(event)],
  'recovery_point.recovered': (event) => [plain('brought back the'), backupOf(event)],
  'recovery_point.kept': (event) => [plain('kept the'), backupOf(event), plain('as a snapshot')],
  'recovery_point.downloaded': about('downloaded from a backup of'),
  'repository.initialized': about('made the repository of'),
  'image_drills.switched_on': about('let drills of images be made of'),
  'image_drills.switched_off': about('ended drills of images of'),
  'recommendation.applied': about('followed the recommendation'),
  'recommendation.dismissed': about('dismissed the recommendation'),
  'recommendation.snoozed': about('put off the recommendation'),
  'stripe_event.retried': about('tried again the message of Stripe'),
  'stripe_event.dismissed': about('put aside the message of Stripe'),
}
