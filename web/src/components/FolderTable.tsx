import { IconFile, IconFolder, IconLink } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { FileEntry } from '../../../src/recovery-points/file-schema.ts'
import { ApiError } from '../api/api-error.ts'
import { useFiles } from '../api/files.ts'
import { foldersAbove, isBelow, togglePath } from '../lib/file-paths.ts'
import { Bytes } from '../ui/Bytes.tsx'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Time } from '../ui/Time.tsx'
import type { Column } from '../ui/table/table-types.ts'
import styles from './FolderTable.module.css'

type Props = {
  pointId: string
  path: string
  onPath: (path: string) => void
  /** Chosen for a restore. */
  chosen: readonly string[]
  onChosen: (paths: string[]) => void
  /** At the end of a row: download, versions. */
  actions?: (entry: FileEntry) => ReactNode
  detail?: (entry: FileEntry) => ReactNode
  openKey?: string | null
  onFile?: (entry: FileEntry) => void
}

/** A folder of a backup: its way up, and what is in it, page after page. */
export function FolderTable({ pointId, path, onPath, chosen, onChosen, actions, onFile, ...unfold }: Props) {
  const files = useFiles(pointId, path, true)
  const above = chosen.find((one) => one === path || isBelow(path, one))
  const open = (entry: FileEntry) => (entry.type === 'dir' ? onPath(entry.path) : onFile?.(entry))
  const name = (entry: FileEntry) => <EntryName entry={entry} onOpen={() => open(entry)} />
  const columns: (Column<FileEntry> | false | undefined)[] = [
    { key: 'name', head: 'Name', cell: name },
    { key: 'size', head: 'Size', width: 96, align: 'right', cell: size },
    {
      key: 'modified',
      head: 'Changed',
      width: 150,
      hide_below: 900,
      cell: (entry) =>
        entry.modified_at ? <Time iso={entry.modified_at} /> : <span className="bs-dim">not known</span>,
    },
    {
      key: 'mode',
      head: 'Mode',
      width: 74,
      hide_below: 1300,
      cell: (entry) =>
        entry.mode ? <span className="bs-mono">{entry.mode}</span> : <span className="bs-dim">not known</span>,
    },
    actions && { key: 'act', head: 'Actions', head_hidden: true, width: 200, align: 'right', cell: actions },
  ]
  return (
    <>
      <nav className={styles.crumbs} aria-label="Folder">
        {foldersAbove(path).map((folder) => (
          <button
            key={folder.path}
            type="button"
            aria-current={folder.path === path ? 'location' : undefined}
            onClick={() => onPath(folder.path)}
          >
            {folder.name}
          </button>
        ))}
        {above && <span className="bs-dim">all of {above} is chosen</span>}
      </nav>
      <DataTable
        bare
        dense
        label={`Files in ${path}`}
        noun={['entry', 'entries']}
        rows={isPending(files.error) ? [] : files.rows}
        rowKey={(entry) => entry.path}
        columns={columns.filter((column) => column !== false && column !== undefined)}
        item={(entry) => ({
          title: <EntryName entry={entry} />,
          status: size(entry),
          facts: entry.modified_at ? <Time iso={entry.modified_at} /> : undefined,
          actions: actions?.(entry),
        })}
        onOpen={open}
        selection={{
          keys: new Set(above ? (files.rows ?? []).map((entry) => entry.path) : chosen),
          onChange: (keys) => onChosen(changed(chosen, keys, files.rows ?? [])),
          label: (entry) => entry.name,
          whyNot: () =>
            above && above !== path ? `It comes with ${above}.` : above ? 'The whole folder is chosen.' : null,
          on_phone: true,
        }}
        empty={
          isPending(files.error) ? (
            <EmptyState title="The list of files is being made">
              Each new backup is read once. That takes seconds, minutes for millions of files; this page goes on by
              itself.
            </EmptyState>
          ) : (
            <EmptyState title="This folder is empty">
              It was empty, or everything in it is left out of backups.
            </EmptyState>
          )
        }
        error={files.error}
        onRetry={files.onRetry}
        hasMore={files.hasMore}
        loadingMore={files.loadingMore}
        onMore={files.onMore}
        {...unfold}
      />
    </>
  )
}

/** Of a file; what has none says what it is, which its icon tells only to the eye. */
function size({ type, size_bytes }: FileEntry) {
  if (type === 'file') return <Bytes value={size_bytes} />
  return <span className="bs-dim">{type === 'dir' ? 'folder' : type === 'symlink' ? 'link' : 'no size'}</span>
}

/** On a phone the whole line opens it; no button stands in another. */
function EntryName({ entry, onOpen }: { entry: FileEntry; onOpen?: () => void }) {
  const Icon = entry.type === 'dir' ? IconFolder : entry.type === 'symlink' ? IconLink : IconFile
  return (
    <span className={styles.name}>
      <Icon size={16} stroke={1.6} aria-hidden="true" />
      {onOpen ? (
        <button type="button" tabIndex={-1} onClick={onOpen} data-folder={entry.type === 'dir' || undefined}>
          {entry.name}
        </button>
      ) : (
        entry.name
      )}
      {entry.link_target && <span className="bs-dim">to {entry.link_target}</span>}
    </span>
  )
}

/** The chosen paths after the checks of this folder changed; those of other folders stay. */
function changed(before: readonly string[], keys: ReadonlySet<string>, rows: readonly FileEntry[]): string[] {
  let next = [...before]
  for (const { path } of rows) if (keys.has(path) !== next.includes(path)) next = togglePath(next, path)
  return next
}

function isPending(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'catalogue_pending'
}
