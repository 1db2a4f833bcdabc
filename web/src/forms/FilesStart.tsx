import type { Agent } from '../../../src/agents/schema.ts'
import styles from './FilesForm.module.css'
import { ScopeFields } from './ScopeFields.tsx'
import type { FilesStartState } from './use-files-start.ts'

type Props = { start: FilesStartState; agent: Agent | null }

/** What is taken, where file backups are switched on. */
export function FilesStart({ start, agent }: Props) {
  return (
    <section className={styles.section} aria-label="File backups">
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
