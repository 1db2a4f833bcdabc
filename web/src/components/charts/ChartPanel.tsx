import { Button } from '@mantine/core'
import { IconChartAreaLine, IconTable } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { Chart, type ChartPoint, type ChartSeries } from '../../ui/charts/Chart.tsx'
import { ChartRows } from '../../ui/charts/ChartRows.tsx'
import { Panel } from '../../ui/Panel.tsx'
import styles from './ChartPanel.module.css'

type Shown = {
  kind: 'stack' | 'lines'
  label: string
  head: string
  points: readonly ChartPoint[]
  series: readonly ChartSeries[]
  format: (value: number) => string
  tick: (value: number, top: number) => string
  unit: number
  projectedAfter?: number
  note?: string
  endWord?: string
}

type Props = {
  title: string
  /** In the head, before the way to the table. */
  action?: ReactNode
  /** What is drawn; null while it is still loading. */
  chart: Shown | null
  /** In place of the chart: there is nothing yet, or it failed. */
  instead?: ReactNode
  /** Below, such as what it rests on. */
  foot?: ReactNode
}

/** A chart in its panel, or the same as a table: in the same room, so that nothing moves. */
export function ChartPanel({ title, action, chart, instead, foot }: Props) {
  const [asTable, setAsTable] = useState(false)
  return (
    <Panel
      title={title}
      flush={instead !== undefined}
      action={
        <>
          {action}
          {chart && !instead && (
            <Button
              variant="quiet"
              size="xs"
              aria-pressed={asTable}
              aria-label={asTable ? `${title}: show as a chart` : `${title}: show as table`}
              title={asTable ? 'Show as a chart' : 'Show as table'}
              onClick={() => setAsTable(!asTable)}
            >
              {asTable ? <IconChartAreaLine size={16} stroke={1.6} /> : <IconTable size={16} stroke={1.6} />}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.room}>
        {instead ??
          (chart && (asTable ? <ChartRows {...chart} label={`${title}, as a table`} /> : <Chart {...chart} />))}
      </div>
      {foot}
    </Panel>
  )
}
