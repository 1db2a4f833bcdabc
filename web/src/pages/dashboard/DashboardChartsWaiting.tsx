import { Panel } from '../../ui/Panel.tsx'
import styles from './Dashboard.module.css'

/** The room of the charts, before their script is here. */
export function DashboardChartsWaiting() {
  return (
    <div className={styles.charts}>
      {['Storage, last 90 days', 'Cost and revenue per month'].map((title) => (
        <Panel key={title} title={title}>
          <div className={styles.chart_room} />
        </Panel>
      ))}
    </div>
  )
}
