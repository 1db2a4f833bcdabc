import { Panel } from '../../ui/Panel.tsx'
import { Progress } from '../../ui/Progress.tsx'
import type { ProgressData } from '../../ui/progress/progress-data.ts'
import styles from './Pieces.module.css'

const exact: ProgressData = { kind: 'exact', ratio: 0.61, amount: '20.4 GB', whole: '33.5 GB' }
const estimate: ProgressData = {
  kind: 'estimate',
  elapsed_min: 5,
  axis_min: 20,
  expected_min: [9, 14],
  elapsed: '5 min 12 s',
}
const none: ProgressData = { kind: 'none', elapsed_min: 2.8, axis_min: 30, elapsed: '2 min 48 s', who: 'Contabo' }

export function ProgressPieces() {
  return (
    <Panel title="Progress">
      <div className={styles.loose}>
        <div>
          <p className={styles.caption}>exact: counted by the agent</p>
          <Progress data={exact} />
        </div>
        <div>
          <p className={styles.caption}>estimate: based on 7 restores of 30 to 60 GB</p>
          <Progress data={estimate} />
        </div>
        <div>
          <p className={styles.caption}>none: Contabo reports no progress; earlier ones took 6 to 22 min</p>
          <Progress data={none} />
        </div>
        <div className={styles.pair}>
          <Progress data={exact} small />
          <span className={styles.caption}>61 %, 20.4 of 33.5 GB, 3 min 14 s left</span>
          <Progress data={estimate} small />
          <span className={styles.caption}>about 44 %, 3 to 8 min left; from 7 earlier restores</span>
          <Progress data={none} small />
          <span className={styles.caption}>2 min 48 s so far; Contabo reports no progress</span>
        </div>
      </div>
    </Panel>
  )
}
