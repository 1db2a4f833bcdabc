import type { Api } from '../api.ts'
import type { ProviderRecoveryPoint } from '../provider.ts'
import { idOf, instancePath } from './id-of.ts'
import { listPages, wholeOf } from './list-pages.ts'
import { isoOf } from './provider-time.ts'
import { type Backup, backupSchema, instanceReply, type Snapshot, snapshotSchema } from './schemas.ts'
import { isMarkedFor, readMark } from './snapshot-mark.ts'

/**
 * Backups and our own snapshots of one server, newest first; what is not finished is not there yet. Backups are asked for by
 * server. Snapshots cannot be: all of the account are read (500 a call), and their marks tell. (`description` is a filter there, but
 * no document says whether it takes a part of one.) `listSnapshots` may give a list that other servers share. Throws rather than show a part as if it were all.
 */
export const listRecoveryPoints = async (
  api: Api,
  ref: string,
  listSnapshots: () => Promise<readonly Snapshot[]>,
): Promise<readonly ProviderRecoveryPoint[]> => {
  const backups = await listBackups(api, ref)
  // Whether an unknown server is refused or has an empty list is not documented.
  if (backups.length === 0) await api.read('getInstance', instancePath(ref), instanceReply)
  const snapshots = (await listSnapshots()).filter(({ description }) => isMarkedFor(description, ref))
  return [
    ...backups.filter(isFinished).map((backup) => pointOf(backup, 'native', backup.description ?? '')),
    ...snapshots.filter(isFinished).map((snapshot) => ({
      ...pointOf(snapshot, 'snapshot', readMark(snapshot.description)?.name ?? ''),
      expires_at: isoOf(snapshot.date_expires),
    })),
  ].sort((a, b) => b.created_at.localeCompare(a.created_at) || b.ref.localeCompare(a.ref))
}

export const listBackups = async (api: Api, ref: string): Promise<readonly Backup[]> =>
  wholeOf(
    'backups',
    await listPages(api, {
      operation: 'listBackups',
      path: '/v2/backups',
      query: { instance_id: idOf(ref) },
      rows: 'backups',
      schema: backupSchema,
      key: ({ id }) => id,
    }),
  )

/** All of the account. */
export const listSnapshots = async (api: Api): Promise<readonly Snapshot[]> =>
  wholeOf(
    'snapshots',
    await listPages(api, {
      operation: 'listSnapshots',
      path: '/v2/snapshots',
      rows: 'snapshots',
      schema: snapshotSchema,
      key: ({ id }) => id,
    }),
  )

const isFinished = ({ status }: { status: string }): boolean => status === 'complete'

const pointOf = (
  { id, date_created, size }: Backup,
  kind: ProviderRecoveryPoint['kind'],
  name: string,
): ProviderRecoveryPoint => ({
  ref: id,
  kind,
  name,
  created_at: isoOf(date_created) ?? date_created,
  size_bytes: size !== null && size > 0 ? Math.round(size) : null,
  expires_at: null,
})
