import type { Run } from '../../api/run-types.ts'
import { useRuns } from '../../api/runs.ts'
import { countOf } from '../../components/count-of.ts'
import { RunsTable } from '../../components/RunsTable.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'

/** The runs that this one started. Most start none, and then nothing stands here. */
export function RunsUnder({ run }: { run: Run }) {
  const under = useRuns({ parent_run_id: run.id }, { enabled: run.parent_run_id === null })
  if (!under.rows || under.rows.length === 0) return null
  return (
    <Sheet>
      <Panel title="Runs it started" count={countOf(under)} flush>
        <RunsTable bare withOrganization runs={under} empty={null} />
      </Panel>
    </Sheet>
  )
}
