import type { FileVersion as KnownVersion } from '../catalogue/node.ts'
import type { FilePoint } from './file-queries.ts'
import type { FileVersion } from './file-schema.ts'
import { toFileFacts } from './to-file-facts.ts'

/** What the catalogue knows of a file in terms of recovery points that are there, newest first. */
export const toFileVersions = (known: readonly KnownVersion[], points: ReadonlyMap<string, FilePoint>): FileVersion[] =>
  known
    .flatMap(({ snapshot_ids, ...facts }) => {
      const held = snapshot_ids.flatMap((id) => points.get(id) ?? []).sort(byAge)
      const [first] = held
      const last = held.at(-1)
      if (first === undefined || last === undefined) return []
      return [{ ...toFileFacts(facts), first: sighting(first), last: sighting(last), recovery_points: held.length }]
    })
    .sort((a, b) => byAge(b.last, a.last))

const byAge = (a: { taken_at: string }, b: { taken_at: string }): number =>
  a.taken_at < b.taken_at ? -1 : a.taken_at > b.taken_at ? 1 : 0

const sighting = ({ id, taken_at }: FilePoint) => ({ recovery_point_id: id, taken_at })
