import type { ImageDrills } from '../../../src/maintenance/image-drills/schema.ts'
import { formatTime } from '../format/format-time.ts'

type Stored = {
  bytes: number | null
  /** Kinds of the backups that are there; undefined until they have come. */
  kinds: readonly string[] | undefined
  /** There are backups, or there may be such that the provider keeps. */
  untold: boolean
  label: string
}

/** What the figure of stored bytes counts: files once for all backups, images each as its provider does. */
export function storedWords({ bytes, kinds, untold, label }: Stored): string | undefined {
  if (bytes === null) return untold ? `not told by ${label}` : 'nothing stored'
  if (kinds === undefined) return undefined
  const images = kinds.some((kind) => kind !== 'files')
  if (!images) return 'files, each part stored once'
  return kinds.includes('files') ? 'files, each part once, and images' : `images at ${label}`
}

type Drilled = {
  files_on: boolean
  /** Of this server, once known; null where it has no provider that keeps images. */
  drills: Pick<ImageDrills, 'enabled' | 'possible' | 'next_at'> | null | undefined
  label: string
  now: Date
}

/** When the first drill comes, or why none does. */
export function noDrillWords({ files_on, drills, label, now }: Drilled): string | undefined {
  if (files_on) return 'one follows the first file backup'
  if (drills === null) return 'no file backup to prove'
  if (drills === undefined) return undefined
  if (!drills.possible) return `${label} makes no servers of images`
  if (!drills.enabled) return 'drills of images are off'
  return drills.next_at === null ? 'the first one is on its way' : `next ${formatTime(drills.next_at, { now })}`
}
