import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import { downloadAddress, useFiles } from '../api/files.ts'
import { useKept } from '../lib/use-kept.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { Bytes } from '../ui/Bytes.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Time } from '../ui/Time.tsx'
import styles from './FilesDialog.module.css'

type Props = {
  point: RecoveryPoint | null
  onClose: () => void
  /** Null for those who may only look. */
  onRestore: ((point: RecoveryPoint, include: string[]) => void) | null
}

/** The folders of a backup: open them, take a file away, or choose what to restore. */
export function FilesDialog({ point, onClose, onRestore }: Props) {
  const kept = useKept(point)
  const [path, setPath] = useState('/')
  const [chosen, setChosen] = useState<string[]>([])
  useOnOpen(point !== null, () => {
    setPath(beginningOf(point))
    setChosen([])
  })
  const folder = useFiles(point?.id ?? '', path, point !== null)
  if (!kept) return null
  const toggle = (one: string) =>
    setChosen((before) => (before.includes(one) ? before.filter((other) => other !== one) : [...before, one]))
  return (
    <Dialog
      open={point !== null}
      onClose={onClose}
      title="Files"
      about={
        <>
          Backup of <Time iso={kept.taken_at} />
        </>
      }
      typed={chosen.length > 0}
      consequence={chosen.length === 0 ? 'Check what to restore.' : `${chosen.length} chosen`}
      onSubmit={() => undefined}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          {onRestore && (
            <Button variant="filled" disabled={chosen.length === 0} onClick={() => onRestore(kept, chosen)}>
              Restore chosen…
            </Button>
          )}
        </>
      }
    >
      <nav className={styles.crumbs} aria-label="Folder">
        {crumbsOf(path).map(([name, at]) => (
          <Button key={at} variant="quiet" size="xs" onClick={() => setPath(at)}>
            {name}
          </Button>
        ))}
      </nav>
      {folder.error ? (
        <ErrorState
          title="The folder could not be opened"
          error={folder.error}
          onRetry={folder.onRetry}
          retrying={false}
        />
      ) : (
        <ul className={styles.list} aria-label={`In ${path}`} aria-busy={folder.rows === undefined}>
          {folder.rows?.map((entry) => (
            <li key={entry.path} className={styles.entry}>
              {onRestore && (
                <Checkbox
                  aria-label={`Choose ${entry.name}`}
                  checked={chosen.includes(entry.path)}
                  onChange={() => toggle(entry.path)}
                />
              )}
              {entry.type === 'dir' ? (
                <Button
                  variant="quiet"
                  size="xs"
                  justify="flex-start"
                  className={styles.name}
                  onClick={() => setPath(entry.path)}
                >
                  {entry.name}/
                </Button>
              ) : (
                <span className={styles.name}>{entry.name}</span>
              )}
              <span className="bs-dim">{entry.type === 'dir' ? '' : <Bytes value={entry.size_bytes} />}</span>
              {onRestore && (
                <a href={downloadAddress(kept.id, entry.path, entry.type === 'dir' ? 'zip' : undefined)} download>
                  Download
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
      {folder.rows?.length === 0 && <p className="bs-second">This folder is empty.</p>}
      {folder.hasMore && (
        <Button variant="quiet" loading={folder.loadingMore} onClick={folder.onMore}>
          Load more
        </Button>
      )}
    </Dialog>
  )
}

/** Where only one folder is backed up, nobody wants to click down to it. */
function beginningOf(point: RecoveryPoint | null): string {
  const [only, ...more] = point?.paths ?? []
  return only !== undefined && more.length === 0 ? only : '/'
}

/** Each part of a path with where it leads. */
function crumbsOf(path: string): [name: string, at: string][] {
  const parts = path.split('/').filter((part) => part !== '')
  return [
    ['/', '/'],
    ...parts.map((part, index): [string, string] => [part, `/${parts.slice(0, index + 1).join('/')}`]),
  ]
}
