import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import type { Restore } from '../../../src/restores/schema.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Run } from '../api/run-types.ts'
import type { Server } from '../api/server-types.ts'
import { formatPlural } from '../format/format-plural.ts'
import { healthStep } from './restore-health.ts'
import type { ComingStep } from './will-happen.ts'

export type SafetyFacts = {
  server: Pick<Server, 'native'>
  provider: ProviderSummary
  /** Snapshots that there are now; undefined while they are not known. */
  snapshots: number | undefined
}

/** Why no safety snapshot is taken before an image goes back, or null: the API's own rule, so that it can be said beforehand. */
export function whyNoSafety({ server, provider, snapshots }: SafetyFacts): string | null {
  const { label, snapshot } = provider
  if (snapshot === null) return `${label} takes no snapshots.`
  if (snapshot.rollback_deletes_newer) return `${label} would delete it when it goes back to an older one.`
  if (snapshot.needs_native && server.native.state !== 'on')
    return `${label} takes snapshots only with its own backups on.`
  if (typeof snapshot.slots === 'number' && snapshots !== undefined && snapshots >= snapshot.slots)
    return 'There is no free slot for one.'
  return null
}

export type EarlierRestores = { from_min: number; to_min: number; count: number }

type Earlier = Pick<Restore, 'mode'> & { run: Pick<Run, 'outcome' | 'stats'> }

/** How long images of this server took to come back in place before; null while there are too few to say. */
export function earlierRestores(restores: readonly Earlier[]): EarlierRestores | null {
  const seconds = restores.flatMap(({ mode, run }) =>
    mode === 'in_place' &&
    run.outcome === 'succeeded' &&
    run.stats.method === 'image' &&
    typeof run.stats.seconds === 'number'
      ? [run.stats.seconds]
      : [],
  )
  if (seconds.length < 2) return null
  const from_min = Math.max(1, Math.floor(Math.min(...seconds) / 60))
  return { from_min, to_min: Math.max(from_min, Math.ceil(Math.max(...seconds) / 60)), count: seconds.length }
}

type Coming = {
  point: Pick<RecoveryPoint, 'method'>
  label: string
  name: string
  safety: boolean
  newer: number
  earlier: EarlierRestores | null
  /** Where it answers once it runs; null: nobody said. */
  health_port: number | null
}

/** What putting an image back will do, in order. */
export function imageWillHappen({ point, label, name, safety, newer, earlier, health_port }: Coming): ComingStep[] {
  const image = point.method === 'snapshot' ? 'snapshot' : 'backup'
  const times = earlier
    ? `The last ${earlier.count} here took ${earlier.from_min === earlier.to_min ? `about ${earlier.to_min}` : `${earlier.from_min} to ${earlier.to_min}`} min.`
    : 'How long that takes is not known before: nobody restored an image here yet.'
  const lost = newer > 0 ? ` It deletes ${formatPlural(newer, 'newer snapshot')}.` : ''
  return [
    ...(safety
      ? [
          {
            key: 'safety',
            title: 'Safety snapshot',
            text: 'The server keeps running. If it fails, nothing is changed.',
          },
        ]
      : []),
    {
      key: 'down',
      tone: 'bad',
      title: 'Server goes down',
      text: `${label} stops ${name} and rebuilds its disk from the ${image}.${lost} ${times}`,
    },
    {
      key: 'start',
      title: 'Server starts',
      text: `It keeps its addresses. Passwords and keys of that day apply again. Should ${label} leave it off, the restore says so.`,
    },
    ...healthStep(health_port),
    {
      key: 'done',
      title: 'Done',
      text:
        health_port === null
          ? `The restore ends once ${label} shows the server running. No port is set on which it answers, so whether its programs work is for you to look at.`
          : `The restore ends once ${label} shows the server running and it has answered.`,
    },
  ]
}
