import type { RunRow } from './queries.ts'
import { Run } from './schema.ts'

/** A row as the API shows it. */
export const toRun = (row: RunRow): Run => {
  const { requested_by_kind, requested_by_id, requested_by_name, ...rest } = row
  return Run.parse({
    ...rest,
    requested_by: { kind: requested_by_kind, id: requested_by_id, name: requested_by_name },
  })
}
