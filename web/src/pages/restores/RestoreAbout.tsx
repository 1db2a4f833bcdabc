import type { Restore } from '../../../../src/restores/schema.ts'
import { useRecoveryPoint } from '../../api/recovery-points.ts'
import { formatTime } from '../../format/format-time.ts'
import { pointName } from '../../lib/point-look.ts'
import { whatWords } from '../../lib/restore-plan.ts'
import { useNow } from '../../lib/use-now.ts'

type Given = Pick<Restore, 'recovery_point_id' | 'include' | 'mode' | 'target_path' | 'dry_run'>

/** What is restored from when to where, as a line: Files of today 02:11, to where they came from. */
export function RestoreAbout({ restore }: { restore: Given }) {
  const now = useNow()
  const point = useRecoveryPoint(restore.recovery_point_id)
  const what = restore.include.length > 0 ? `${whatWords({ include: restore.include, picking: false })} of ` : ''
  const from = point.data
    ? `${what === '' ? `${pointName(point.data)} of ` : what}${formatTime(point.data.taken_at, { now })}`
    : null
  const to =
    restore.mode === 'in_place'
      ? 'in place'
      : restore.mode === 'new_server'
        ? 'to a new server'
        : `below ${restore.target_path}`
  return [from, to, restore.dry_run ? 'a trial that writes nothing' : null].filter((part) => part !== null).join(', ')
}
