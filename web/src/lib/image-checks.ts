import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import type { RestoreReview } from '../../../src/restores/schema.ts'
import { ApiError } from '../api/api-error.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import { formatPlural } from '../format/format-plural.ts'
import { whyNotRestore } from './point-look.ts'
import type { RestoreCheck } from './restore-checks.ts'

export type ImageCheckFacts = {
  point: RecoveryPoint
  server: Server
  provider: ProviderSummary | undefined
  label: string
  /** What the provider would delete; undefined while it is not known. */
  newer: readonly RecoveryPoint[] | undefined
  /** Another restore to the server is under way; undefined while it is not known. */
  busy: boolean | undefined
  /** A snapshot or backup of it is being taken; undefined while it is not known. */
  backing_up: boolean | undefined
  /** What the provider told of the server and the image; the error where it did not; undefined while it is asked. */
  fit: RestoreReview['fit'] | Error | undefined
  /** Why this person cannot have a new server made of it, or null. */
  no_new_server: string | null
}

/** What is known before an image goes back, in the order one would ask. What is not known yet is left out. */
export function imageChecks(facts: ImageCheckFacts): RestoreCheck[] {
  const { point, server, label } = facts
  const gone = whyNotRestore(point, facts.provider)
  if (gone !== null)
    return [{ key: 'point', tone: 'bad', text: 'This image cannot be restored here.', more: gone, remedy: 'backup' }]
  if (facts.fit instanceof ApiError && facts.fit.code === 'recovery_point_gone')
    return [
      {
        key: 'point',
        tone: 'bad',
        text: `${label} does not have this image any more.`,
        more: 'Backstay looked just now; the history follows with its next reading.',
        remedy: 'backup',
      },
    ]
  const drifted = server.protections.some((one) => one.drift)
  return [
    {
      key: 'point',
      tone: 'good',
      text: `It is of this server${point.run_id === null ? '' : ', was made by Backstay'} and ${label} listed it last time`,
      ref: point.ref,
    },
    ...fitCheck(facts),
    serverCheck(server, label),
    ...otherCheck(facts),
    ...newerCheck(facts),
    { ...proofCheck(point), ...(point.proven_at === null && canBecomeNew(facts) ? toBeSure : {}) },
    ...(drifted
      ? [
          {
            key: 'warning' as const,
            tone: 'warn' as const,
            text: `Backups at ${label} are not as they should be.`,
            more: 'The restore does not change that.',
          },
        ]
      : []),
  ]
}

const toBeSure = { more: 'To be sure, restore to a new server first.', remedy: 'new_server' } as const

function canBecomeNew({ point, provider, no_new_server }: ImageCheckFacts): boolean {
  if (no_new_server !== null) return false
  return (point.method === 'native' ? provider?.native : provider?.snapshot)?.can_restore_to_new === true
}

/** Whether region and disk take it, as far as the provider tells; where it tells nothing, nothing is claimed. */
function fitCheck({ fit, label }: ImageCheckFacts): RestoreCheck[] {
  if (fit === undefined) return []
  if (fit instanceof ApiError && fit.code === 'server_missing')
    return [{ key: 'fit', tone: 'bad', text: `${label} does not have this server any more.`, more: fit.message }]
  if (fit instanceof Error)
    return [
      { key: 'fit', tone: 'warn', text: `${label} was not asked whether region and disk fit.`, more: fit.message },
    ]
  if (fit.refusal !== null)
    return [{ key: 'fit', tone: 'bad', text: 'The image does not fit.', more: fit.refusal, remedy: 'backup' }]
  const region = fit.in_region === true && fit.region !== null ? fit.region.toUpperCase() : null
  const disk =
    fit.disk_gb !== null && fit.needed_gb !== null
      ? `${Math.floor(fit.disk_gb)} GB of ${Math.ceil(fit.needed_gb)} GB needed`
      : null
  const what = [region && 'region', disk && 'disk'].filter(Boolean).join(' and ')
  if (what === '') return []
  const text = `${what.replace(/^./, (letter) => letter.toUpperCase())} ${region && disk ? 'fit' : 'fits'}: ${[region, disk].filter(Boolean).join(', ')}`
  return [{ key: 'fit', tone: 'good', text }]
}

/** Whether a throw-away server that runs was ever made of it. */
export function proofCheck(point: Pick<RecoveryPoint, 'proven_at'>): RestoreCheck {
  if (point.proven_at !== null)
    return { key: 'proof', tone: 'good', text: 'A drill made a server that runs of this image' }
  return {
    key: 'proof',
    tone: 'warn',
    text: 'No drill booted this image.',
    more: 'A mistake shows only when the server starts.',
  }
}

function serverCheck(server: Server, label: string): RestoreCheck {
  if (server.missing_since !== null)
    return {
      key: 'agent',
      tone: 'bad',
      text: `${label} does not list this server.`,
      more: 'There is no disk to restore to.',
    }
  return server.locked
    ? { key: 'agent', tone: 'bad', text: `${label} is at work on ${server.name}.`, more: 'Wait until that has ended.' }
    : { key: 'agent', tone: 'good', text: `${server.name} is not locked at ${label}` }
}

function otherCheck({ busy, backing_up, server }: ImageCheckFacts): RestoreCheck[] {
  if (busy === undefined || backing_up === undefined) return []
  if (busy)
    return [
      {
        key: 'other',
        tone: 'bad',
        text: `Another restore to ${server.name} is under way.`,
        more: 'Wait for its end, or cancel it.',
        remedy: 'restores',
      },
    ]
  return [
    backing_up
      ? {
          key: 'other',
          tone: 'warn',
          text: `A backup of ${server.name} is being taken.`,
          more: 'While that is a snapshot, the restore is refused. Wait for its end.',
        }
      : { key: 'other', tone: 'good', text: 'No other restore or backup is under way' },
  ]
}

function newerCheck({ newer, label }: ImageCheckFacts): RestoreCheck[] {
  if (newer === undefined) return []
  return [
    newer.length === 0
      ? { key: 'damage', tone: 'good', text: `Newer backups stay; ${label} deletes none on this restore` }
      : {
          key: 'damage',
          tone: 'warn',
          text: `${label} deletes ${formatPlural(newer.length, 'newer snapshot')}.`,
          more: 'Each is listed below, to be accepted.',
        },
  ]
}
