import { states } from '../../ui/marks/states.ts'
import { Panel } from '../../ui/Panel.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import styles from './Pieces.module.css'

const nameOf = (thing: string) =>
  thing === 'rpo'
    ? 'RPO'
    : thing === 'api_key'
      ? 'API key'
      : `${thing[0]?.toUpperCase()}${thing.slice(1).replaceAll('_', ' ')}`

export function StatePieces() {
  return (
    <Panel title="Words for every state" flush>
      {Object.entries(states).map(([thing, looks]) => (
        <div key={thing} className={styles.state}>
          <span className="bs-dim">{nameOf(thing)}</span>
          <div className={styles.states}>
            {Object.entries(looks).map(([state, look]) => (
              <StateBadge key={state} look={look} />
            ))}
          </div>
        </div>
      ))}
      <div className={styles.state}>
        <span className="bs-dim">Run, in history</span>
        <div className={styles.states}>
          <StateBadge look={states.run.succeeded} flat />
          <StateBadge look={states.run.warning} flat>
            3 skipped
          </StateBadge>
          <StateBadge look={states.run.failed} flat />
        </div>
      </div>
    </Panel>
  )
}
