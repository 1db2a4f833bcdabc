import { useState } from 'react'
import { useFileSearch } from '../../api/files.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { folderOf } from '../../lib/file-paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Bytes } from '../../ui/Bytes.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Time } from '../../ui/Time.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'
import { FileVersionList } from './FileVersionList.tsx'

type Props = { serverId: string; q: string; why: string | null; onRestore: (path: string, pointId: string) => void }

/** Files by part of their name, in all backups of a server. */
export function FileHits({ serverId, q, why, onRestore }: Props) {
  const found = useFileSearch(serverId, q)
  const [open, setOpen] = useState<string | null>(null)
  const pending = found.firstPage?.recovery_points_pending ?? 0
  const toggle = (path: string) => setOpen((before) => (before === path ? null : path))
  return (
    <DataTable
      bare
      label={`Files whose name has ${q}`}
      noun={['file', 'files']}
      rows={found.rows?.length === 0 && found.hasMore ? undefined : found.rows}
      rowKey={(hit) => hit.path}
      columns={[
        {
          key: 'name',
          head: 'File',
          cell: (hit) => <TwoLines strong mono first={hit.name} second={folderOf(hit.path)} />,
        },
        {
          key: 'size',
          head: 'Newest',
          width: 110,
          align: 'right',
          cell: (hit) => <Bytes value={hit.newest.size_bytes} unknown="folder" />,
        },
        {
          key: 'seen',
          head: 'Last seen in the backup of',
          width: 190,
          hide_below: 900,
          cell: (hit) => <Time iso={hit.newest.last.taken_at} />,
        },
        {
          key: 'versions',
          head: 'Versions',
          width: 130,
          align: 'right',
          cell: (hit) => (
            <ActionButton variant="quiet" aria-expanded={open === hit.path} onClick={() => toggle(hit.path)}>
              {formatPlural(hit.versions, 'version')}
            </ActionButton>
          ),
        },
      ]}
      item={(hit) => ({
        title: hit.name,
        status: <Bytes value={hit.newest.size_bytes} unknown="folder" />,
        facts: folderOf(hit.path),
        aside: formatPlural(hit.versions, 'version'),
      })}
      onOpen={(hit) => toggle(hit.path)}
      openKey={open}
      detail={(hit) => (
        <FileVersionList
          pointId={hit.newest.last.recovery_point_id}
          path={hit.path}
          why={why}
          onRestore={(pointId) => onRestore(hit.path, pointId)}
        />
      )}
      empty={
        <EmptyState title={`No file has “${q}” in its name`}>
          {pending > 0
            ? `${formatPlural(pending, 'backup')} not searched yet; their lists of files are still being made.`
            : 'All backups of this server were searched.'}
        </EmptyState>
      }
      error={found.error}
      onRetry={found.onRetry}
      hasMore={found.hasMore}
      loadingMore={found.loadingMore}
      onMore={found.onMore}
    />
  )
}
