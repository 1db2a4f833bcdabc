import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
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
}

/** What is known before an image goes back, in the order one would ask. What is not known yet is left out. */
export function imageChecks(facts: ImageCheckFacts): RestoreCheck[] {
  const { point, server, label } = facts
  const gone = whyNotRestore(point, facts.provider)
  if (gone !== null)
    return [{ key: 'point', tone: 'bad', text: 'This image cannot be restored here.', more: gone, remedy: 'backup' }]
  const drifted = server.protections.some((one) => one.drift)
  return [
    {
      key: 'point',
      tone: 'good',
      text: `It is of this server${point.run_id === null ? '' : ', was made by Backstay'} and ${label} listed it last time`,
    },
    serverCheck(server, label),
    ...otherCheck(facts),
    ...newerCheck(facts),
    proofCheck(point),
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
