import type { ReactNode } from 'react'
import type { Restore } from '../../../../src/restores/schema.ts'
import { useRecoveryPoint } from '../../api/recovery-points.ts'
import { useRun } from '../../api/runs.ts'
import { RunState } from '../../components/RunState.tsx'
import { formatPlural } from '../../format/format-plural.ts'
import { pointName } from '../../lib/point-look.ts'
import { overwriteWords } from '../../lib/restore-plan.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Time } from '../../ui/Time.tsx'
import styles from './RestoreDetail.module.css'

const shownPaths = 10

/** What was asked for, by whom, and when it went on. */
export function RestoreFacts({ restore }: { restore: Restore }) {
  const point = useRecoveryPoint(restore.recovery_point_id)
  const { run, include } = restore
  const isImage = point.data !== undefined && point.data.method !== 'files'
  const rows: (readonly [string, ReactNode])[] = [
    [
      'From',
      point.data && isImage ? (
        <span key="from">
          {pointName(point.data)}, <Time iso={point.data.taken_at} />
        </span>
      ) : point.data ? (
        <AppLink key="from" to={paths.serverFiles(restore.server_id, { point: point.data.id })}>
          {pointName(point.data)}, <Time iso={point.data.taken_at} />
        </AppLink>
      ) : (
        <span key="from" className="bs-mono">
          {restore.recovery_point_id}
        </span>
      ),
    ],
    [
      'What',
      isImage ? 'the whole server' : include.length === 0 ? 'everything' : <Paths key="what" include={include} />,
    ],
    [
      'To',
      restore.target_server_id === null ? (
        restore.target_server_name
      ) : (
        <AppLink key="to" to={paths.server(restore.target_server_id)}>
          {restore.target_server_name}
        </AppLink>
      ),
    ],
    [
      'Folder',
      restore.target_path === null ? (
        'where they came from'
      ) : (
        <span key="folder" className="bs-mono">
          {restore.target_path}
        </span>
      ),
    ],
    ['Files there now', overwriteWords[restore.overwrite].fact],
    [isImage ? 'Safety snapshot' : 'Safety backup', <Safety key="safety" restore={restore} />],
    ['Health', restore.health?.detail ?? 'not looked at'],
    ['Asked for by', run.requested_by.name],
    ['Asked for', <Time key="asked" iso={run.created_at} seconds />],
    ['Began', run.started_at ? <Time key="began" iso={run.started_at} seconds /> : 'not yet'],
    ['Ended', run.finished_at ? <Time key="ended" iso={run.finished_at} seconds /> : 'not yet'],
  ]
  const left = new Set([
    ...(run.finished_at && !run.started_at ? ['Began'] : []),
    ...(isImage ? ['Folder', 'Files there now'] : ['Health']),
    ...(restore.mode === 'new_server' ? [isImage ? 'Safety snapshot' : 'Safety backup'] : []),
  ])
  return <Facts rows={rows.filter(([label]) => !left.has(label))} />
}

function Paths({ include }: { include: readonly string[] }) {
  const more = include.length - shownPaths
  return (
    <>
      {include.slice(0, shownPaths).map((path) => (
        <span key={path} className={styles.path}>
          {path}
        </span>
      ))}
      {more > 0 && <span className="bs-second">and {formatPlural(more, 'more', 'more')}</span>}
    </>
  )
}

function Safety({ restore }: { restore: Restore }) {
  const safety = useRun(restore.safety_run_id)
  if (restore.dry_run) return 'none: a trial writes nothing'
  if (restore.mode !== 'in_place') return 'not needed'
  if (restore.safety_run_id === null || restore.target_server_id === null) return 'none'
  return (
    <AppLink to={paths.server(restore.target_server_id, { run: restore.safety_run_id })}>
      {safety.data ? <RunState run={safety.data} flat /> : 'see its run'}
    </AppLink>
  )
}
