import { Button } from '@mantine/core'
import { useFileVersions } from '../../api/files.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Bytes } from '../../ui/Bytes.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Time } from '../../ui/Time.tsx'
import { DownloadLink } from './DownloadLink.tsx'
import styles from './Files.module.css'

type Props = { pointId: string; path: string; why: string | null; onRestore: (pointId: string) => void }

/** Every version of a file that the backups hold, newest first, each with the span it was there. */
export function FileVersionList({ pointId, path, why, onRestore }: Props) {
  const versions = useFileVersions(pointId, path)
  if (versions.error)
    return (
      <ErrorState
        title="The versions could not be loaded"
        error={versions.error}
        onRetry={() => void versions.refetch()}
      />
    )
  if (!versions.data) return <Skeleton width="60%" />
  const { data, recovery_points_pending } = versions.data
  return (
    <div className={styles.versions}>
      <p className="bs-dim">
        {formatPlural(data.length, 'version')} of {path}
        {recovery_points_pending > 0 && `; ${formatPlural(recovery_points_pending, 'backup')} not looked into yet`}
      </p>
      <ul>
        {data.map((version) => (
          <li key={version.last.recovery_point_id}>
            <span>
              changed {version.modified_at ? <Time iso={version.modified_at} /> : 'at a time not known'}
              <span className="bs-dim">
                , in {formatPlural(version.recovery_points, 'backup')} from <Time iso={version.first.taken_at} />
                {version.recovery_points > 1 && (
                  <>
                    {' to '}
                    <Time iso={version.last.taken_at} />
                  </>
                )}
              </span>
            </span>
            <Bytes value={version.size_bytes} />
            <span className={styles.actions}>
              {why === null ? (
                <>
                  <DownloadLink pointId={version.last.recovery_point_id} path={path} />
                  <Button variant="quiet" onClick={() => onRestore(version.last.recovery_point_id)}>
                    Restore…
                  </Button>
                </>
              ) : (
                <ActionButton variant="quiet" disabledReason={why}>
                  Download
                </ActionButton>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
