import type { Restore } from '../../../../src/restores/schema.ts'
import { useRun } from '../../api/runs.ts'
import { OrganizationName } from '../../components/OrganizationName.tsx'
import { RunCard } from '../../components/RunCard.tsx'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { useViewer } from '../../shell/viewer.ts'
import { CancelRestore } from './CancelRestore.tsx'
import { LastLogLines } from './LastLogLines.tsx'
import { RestoreAbout } from './RestoreAbout.tsx'
import { RestoreSteps } from './RestoreSteps.tsx'
import { RestoreWaiting } from './RestoreWaiting.tsx'
import { useImageOf } from './use-image-of.ts'

type Props = {
  restore: Restore
  /** On its own page the name and the log stand elsewhere. */
  alone?: boolean
}

/** A restore under way: how far it is, its steps, what its log said last. */
export function RestoreCard({ restore, alone }: Props) {
  const { scope } = useViewer()
  const safety = useRun(restore.safety_run_id)
  const image = useImageOf(restore)
  const { run } = restore
  return (
    <RunCard
      run={run}
      title={alone ? 'Progress' : <AppLink to={paths.restore(restore.id)}>{restore.target_server_name}</AppLink>}
      about={
        alone ? undefined : (
          <>
            {scope.kind === 'operator' && run.organization_id && (
              <>
                <OrganizationName id={run.organization_id} />
                {' · '}
              </>
            )}
            <RestoreAbout restore={restore} />
          </>
        )
      }
      bytesWord={restore.dry_run ? 'Would be restored' : undefined}
      withoutState={alone}
      who={image?.label}
      givesUp={image && restore.mode === 'in_place' ? 'after 6 h, then you decide' : undefined}
      mayCancel={false}
      end={alone ? undefined : <CancelRestore restore={restore} />}
      waiting={<RestoreWaiting restore={restore} safety={safety.data} />}
    >
      <RestoreSteps restore={restore} safety={safety.data} />
      {!alone && <LastLogLines runId={run.id} />}
    </RunCard>
  )
}
