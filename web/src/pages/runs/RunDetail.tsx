import { IconPlayerStop } from '@tabler/icons-react'
import type { Run } from '../../api/run-types.ts'
import { useCancelRun } from '../../api/runs.ts'
import { RunState } from '../../components/RunState.tsx'
import { RunTitle } from '../../components/RunTitle.tsx'
import { runTitle } from '../../components/run-title.ts'
import { useWhyNotAct } from '../../shell/use-why-not-act.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Time } from '../../ui/Time.tsx'
import { Told } from '../../ui/Told.tsx'
import { showErrorToast } from '../../ui/toast/show-error-toast.ts'
import { BulkItems } from './BulkItems.tsx'
import styles from './RunDetail.module.css'
import { RunFacts } from './RunFacts.tsx'
import { RunLogPanel } from './RunLogPanel.tsx'
import { RunProgressPanel } from './RunProgressPanel.tsx'
import { RunsUnder } from './RunsUnder.tsx'
import { runsAbove } from './runs-above.ts'

/** The page of a run that is there. It follows the run until it ends. */
export function RunDetail({ run }: { run: Run }) {
  const cancel = useCancelRun()
  const whyNotAct = useWhyNotAct()
  const stopping = run.cancel_requested_at !== null
  return (
    <>
      <PageHead
        title={<RunTitle run={run} />}
        documentTitle={runTitle(run)}
        crumbs={[runsAbove]}
        status={
          <span role="status">
            <RunState run={run} />
          </span>
        }
        facts={
          <>
            <span>
              asked for by {run.requested_by.name} <Time iso={run.created_at} as="age" />
            </span>
            <span className="bs-mono">{run.id}</span>
          </>
        }
        actions={
          run.state !== 'finished' && (
            <ActionButton
              leftSection={<IconPlayerStop size={16} stroke={1.6} />}
              loading={cancel.isPending}
              disabledReason={
                whyNotAct ??
                (stopping ? 'It stops at its next step; what is under way at the provider ends first.' : null)
              }
              onClick={() => cancel.mutate(run.id, { onError: (error) => showErrorToast('Not cancelled.', error) })}
            >
              {stopping ? 'Cancelling' : 'Cancel the run'}
            </ActionButton>
          )
        }
      />
      {run.error && (
        <div className={styles.notice}>
          <Notice tone={run.outcome === 'failed' ? 'bad' : 'warn'} title={<Told text={run.error.message} />}>
            <span className="bs-mono">{run.error.code}</span>
          </Notice>
        </div>
      )}
      <Sheet columns="main-aside">
        <RunProgressPanel run={run} />
        <Panel title="Facts">
          <RunFacts run={run} />
        </Panel>
      </Sheet>
      {run.kind === 'bulk' && <BulkItems runId={run.id} />}
      <RunsUnder run={run} />
      <Sheet>
        <RunLogPanel run={run} />
      </Sheet>
    </>
  )
}
