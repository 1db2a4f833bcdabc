import type { Agent } from '../../../src/agents/schema.ts'
import styles from './FilesForm.module.css'
import { ScheduleFields } from './ScheduleFields.tsx'
import { ScopeFields } from './ScopeFields.tsx'
import type { FilesStartState } from './use-files-start.ts'

type Props = { serverId: string; start: FilesStartState; agent: Agent | null }

/** When and what, where file backups are switched on. */
export function FilesStart({ serverId, start, agent }: Props) {
  return (
    <section className={styles.section} aria-label="File backups">
      <ScheduleFields serverId={serverId} value={start.schedule} onChange={start.setSchedule} tried={start.tried} />
      <ScopeFields
        value={start.scope}
        onChange={start.setScope}
        problems={start.problems}
        hooks={agent?.hooks ?? []}
        allowCommands={agent?.allow_commands ?? false}
      />
    </section>
  )
}
