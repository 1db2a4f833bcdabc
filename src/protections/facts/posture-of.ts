import { dayMs, isoPlusMs } from '../../lib/clock.ts'
import type { Posture } from '../../servers/schema.ts'

/** A drill proves a server's backups for so long. */
const provenMs = 30 * dayMs

export type PostureFacts = {
  now: string
  provider: string
  /** How many can be restored. */
  images: number
  files: number
  /** Where its file backups lie, as operators named it; null without a repository. */
  failure_domain: string | null
  /** Somebody read its recovery kit; of no meaning without a repository. */
  kit_read: boolean
  /** The newest drill of each kind of backup. */
  drills: readonly { passed: boolean; finished_at: string }[]
}

/** How well a server stands, in words, and when time alone makes it another. Pure. */
export const postureOf = (facts: PostureFacts): { posture: Posture[]; changes_at: string | null } => {
  const { now, images, files, failure_domain, kit_read } = facts
  const drill = drillOf(facts.drills, now)
  const posture: Posture[] = [
    drill.word,
    files > 0 && failure_domain !== null && !isAtProvider(facts.provider, failure_domain)
      ? 'copy_outside'
      : 'no_copy_outside',
    files > 0 && images > 0 ? 'files_and_image' : 'one_kind',
  ]
  if (failure_domain !== null) posture.push(kit_read ? 'kit_saved' : 'kit_not_saved')
  return { posture, changes_at: drill.ends_at }
}

/** One kind whose newest drill failed is a failure, whatever the other kind's says. */
const drillOf = (
  drills: PostureFacts['drills'],
  now: string,
): { word: 'drill_passed' | 'drill_failed' | 'drill_untested'; ends_at: string | null } => {
  if (drills.some(({ passed }) => !passed)) return { word: 'drill_failed', ends_at: null }
  const ends = drills.map(({ finished_at }) => isoPlusMs(finished_at, provenMs)).sort()
  const last = ends.at(-1)
  return last !== undefined && last > now
    ? { word: 'drill_passed', ends_at: last }
    : { word: 'drill_untested', ends_at: null }
}

/** Operators say what would be lost together with a storage location; where they name the provider, it is no other place. */
const isAtProvider = (provider: string, failureDomain: string): boolean =>
  plain(failureDomain).includes(plain(provider))

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '')
