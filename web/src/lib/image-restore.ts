import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import type { RestoreReview } from '../../../src/restores/schema.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import { formatPlural } from '../format/format-plural.ts'
import { formatTime } from '../format/format-time.ts'
import { type HealthWish, healthStep, isHealthSet } from './restore-health.ts'
import { basedOnWords, type Earlier, spanWords } from './restore-spans.ts'
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

type Coming = {
  point: Pick<RecoveryPoint, 'method' | 'taken_at'>
  label: string
  name: string
  safety: boolean
  newer: number
  /** What the provider told, and how long the like took; undefined while it is asked. */
  review: Pick<RestoreReview, 'address' | 'earlier_restores' | 'earlier_snapshots'> | undefined
  health: HealthWish
  now: Date
}

/** What putting an image back will do, in order. */
export function imageWillHappen(coming: Coming): ComingStep[] {
  const { point, label, name, safety, newer, review, health, now } = coming
  const image = point.method === 'snapshot' ? 'snapshot' : 'backup'
  const lost = newer > 0 ? ` It deletes ${formatPlural(newer, 'newer snapshot')}.` : ''
  const day = formatTime(point.taken_at, { now }).replace(/ [\d:]+$/, '')
  const address = review?.address ? `The IP address stays ${review.address}` : 'It keeps its addresses'
  return [
    ...(safety
      ? [
          {
            key: 'safety',
            title: 'Safety snapshot',
            text: 'The server keeps running. If it fails, nothing is changed.',
            ...tookOf(review?.earlier_snapshots),
          },
        ]
      : []),
    {
      key: 'down',
      tone: 'bad',
      title: 'Server goes down',
      text: `${label} stops ${name} and rebuilds its disk from the ${image}.${lost}`,
      ...tookOf(review?.earlier_restores),
    },
    {
      key: 'start',
      title: 'Server starts',
      text: `${address}; passwords and SSH keys of ${day} apply again. Should ${label} leave it off, the restore says so.`,
    },
    ...(isHealthSet(health)
      ? healthStep(health)
      : [
          {
            key: 'health',
            title: 'Health check',
            text: `None is set. The restore ends once ${label} shows the server running; whether its programs work is for you to look at.`,
          },
        ]),
  ]
}

const tookOf = (earlier: Earlier | null | undefined) => (earlier ? { took: spanWords(earlier) } : {})

/** How long all of it takes, and where that is from; null where too little is known. */
export function imageTimes(
  { safety, label }: Pick<Coming, 'safety' | 'label'>,
  review: Pick<RestoreReview, 'earlier_restores' | 'earlier_snapshots'>,
): { in_all: string | null; source: string } {
  const { earlier_restores: restores, earlier_snapshots: snapshots } = review
  const parts = safety ? [restores, snapshots] : [restores]
  const known = parts.filter((part) => part !== null)
  const sum = (of: 'from_seconds' | 'to_seconds') => known.reduce((all, part) => all + part[of], 0)
  const whole = { from_seconds: sum('from_seconds'), to_seconds: sum('to_seconds') }
  const from = [
    restores && `${basedOnWords(restores, 'earlier restore')}`,
    safety && snapshots && basedOnWords(snapshots, 'earlier snapshot'),
  ].filter(Boolean)
  const taken = from.length === 0 ? null : `Times from ${from.join(' and ')}, at ${label}.`
  return {
    in_all: known.length === parts.length ? `${spanWords(whole)} in all` : null,
    source: [
      taken,
      restores
        ? 'The server is down until it runs again.'
        : `How long ${label} takes to put it back is not known: too few images went back here yet.`,
    ]
      .filter(Boolean)
      .join(' '),
  }
}
