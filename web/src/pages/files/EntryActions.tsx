import type { FileEntry } from '../../../../src/recovery-points/file-schema.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { DownloadLink } from './DownloadLink.tsx'
import styles from './Files.module.css'

type Props = {
  pointId: string
  entry: FileEntry
  why: string | null
  open: boolean
  onVersions: () => void
}

/** What can be done with a file or folder of a backup. */
export function EntryActions({ pointId, entry, why, open, onVersions }: Props) {
  return (
    <span className={styles.actions}>
      {entry.type === 'file' && (
        <ActionButton variant="quiet" aria-expanded={open} onClick={onVersions}>
          Versions<span className="bs-hidden"> of {entry.name}</span>
        </ActionButton>
      )}
      {why === null ? (
        (entry.type === 'file' || entry.type === 'dir') && (
          <DownloadLink pointId={pointId} path={entry.path} folder={entry.type === 'dir'} />
        )
      ) : (
        <ActionButton variant="quiet" disabledReason={why}>
          Download
        </ActionButton>
      )}
    </span>
  )
}
