import { IconHistory } from '@tabler/icons-react'
import type { RestoreDetail as Detail, Restore } from '../../../../src/restores/schema.ts'
import { useRun } from '../../api/runs.ts'
import { RunLog } from '../../components/RunLog.tsx'
import { RunState } from '../../components/RunState.tsx'
import { choiceOf, writeRestoreChoice } from '../../lib/restore-choice.ts'
import { restoreFigures } from '../../lib/restore-result.ts'
import { paths } from '../../paths.ts'
import { useGo } from '../../shell/use-go.ts'
import { useWhyNotAct } from '../../shell/use-why-not-act.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { FactBand } from '../../ui/FactBand.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Told } from '../../ui/Told.tsx'
import { runsAbove } from '../runs/runs-above.ts'
import { CancelRestore } from './CancelRestore.tsx'
import { RestoreAbout } from './RestoreAbout.tsx'
import { RestoreCard } from './RestoreCard.tsx'
import styles from './RestoreDetail.module.css'
import { RestoreFacts } from './RestoreFacts.tsx'
import { RestoreSteps } from './RestoreSteps.tsx'
import { RootPassword } from './RootPassword.tsx'

/** The page of a restore that is there. It follows the restore until it ends. */
export function RestoreDetail({ restore }: { restore: Detail }) {
  const go = useGo()
  const whyNotAct = useWhyNotAct()
  const { run } = restore
  const ended = run.state === 'finished'
  const again = () => {
    const { server_id, recovery_point_id: point } = restore
    writeRestoreChoice(server_id, point, choiceOf(restore))
    // The name of a new server that came into being is taken: another is chosen first.
    go(paths.restoreWizard(server_id, { point, step: restore.mode === 'new_server' ? 'where' : 'review' }))
  }
  return (
    <>
      <PageHead
        title={`Restore to ${restore.target_server_name}`}
        acts
        crumb={restore.target_server_name}
        crumbs={[runsAbove, { word: 'Restores', to: paths.restores() }]}
        status={
          <span role="status">
            <RunState run={run} />
          </span>
        }
        facts={
          <>
            <RestoreAbout restore={restore} />
            {!ended && '. You may close this page; it goes on.'}
          </>
        }
        actions={
          ended ? (
            <ActionButton
              variant={restore.dry_run ? 'filled' : 'default'}
              disabledReason={whyNotAct}
              leftSection={<IconHistory size={16} stroke={1.6} />}
              onClick={again}
            >
              {restore.dry_run ? 'Restore for real…' : 'Restore again…'}
            </ActionButton>
          ) : (
            <CancelRestore restore={restore} />
          )
        }
      />
      {run.error && (
        <div className={styles.notice}>
          <Notice tone={run.outcome === 'warning' ? 'warn' : 'bad'} title={<Told text={run.error.message} />}>
            <span className="bs-mono">{run.error.code}</span>
          </Notice>
        </div>
      )}
      {restore.mode === 'new_server' && restore.target_server_id !== null && (
        <div className={styles.notice}>
          <RootPassword
            serverId={restore.target_server_id}
            serverName={restore.target_server_name}
            until={restore.root_password_until}
          />
        </div>
      )}
      {ended ? (
        <Ended restore={restore} />
      ) : (
        <Sheet>
          <RestoreCard alone restore={restore} />
        </Sheet>
      )}
      <Sheet columns="main-aside">
        <Panel title="Log" flush>
          <RunLog runId={run.id} follow={run.state !== 'finished'} />
        </Panel>
        <Panel title="Facts">
          <RestoreFacts restore={restore} />
        </Panel>
      </Sheet>
    </>
  )
}

/** What came of it in figures, and how far each step came. */
function Ended({ restore }: { restore: Restore }) {
  const safety = useRun(restore.safety_run_id)
  const figures = restoreFigures(restore)
  return (
    <>
      {figures.length > 0 && (
        <div className={styles.notice}>
          <FactBand facts={figures} />
        </div>
      )}
      <Sheet>
        <div className={styles.steps}>
          <RestoreSteps restore={restore} safety={safety.data} />
        </div>
      </Sheet>
    </>
  )
}
