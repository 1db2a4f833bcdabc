import type { ServerStorage } from '../../../src/insights/storage/schema.ts'

export type StorageDay = ServerStorage['days'][number]
export const storageKinds = ['files', 'snapshot', 'native'] as const
export type StorageKind = (typeof storageKinds)[number]

const dayMs = 86_400_000

/** Every day from the first on record to the last; null: there is no record of it, which is a gap and not zero. */
export function withGaps(days: readonly StorageDay[]): (StorageDay | null)[] {
  const [first] = days
  if (first === undefined) return []
  const start = Date.parse(first.day)
  const all: (StorageDay | null)[] = []
  for (const day of days) {
    const at = Math.round((Date.parse(day.day) - start) / dayMs)
    while (all.length < at) all.push(null)
    all.push(day)
  }
  return all
}

export function sumOfDay(day: StorageDay): number {
  return storageKinds.reduce((sum, kind) => sum + (day[kind] ?? 0), 0)
}

/** One path for each kind, stacked from the bottom as files, snapshots, native; a day is 1 wide, the highest day `height` high. */
export function storagePaths(all: readonly (StorageDay | null)[], height: number): Record<StorageKind, string> {
  const most = Math.max(1, ...all.map((day) => (day === null ? 0 : sumOfDay(day))))
  const paths: Record<StorageKind, string> = { files: '', snapshot: '', native: '' }
  for (const [x, day] of all.entries()) {
    if (day === null) continue
    let below = 0
    for (const kind of storageKinds) {
      const high = ((day[kind] ?? 0) / most) * height
      if (high > 0) paths[kind] += `M${x} ${round(height - below)}v${round(-high)}h1v${round(high)}z`
      below += high
    }
  }
  return paths
}

const round = (value: number): number => Math.round(value * 100) / 100
