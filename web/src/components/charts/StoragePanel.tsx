import type { ReactNode } from 'react'
import type { StorageAnalytics } from '../../../../src/insights/storage/schema.ts'
import { formatBytes } from '../../format/format-bytes.ts'
import { formatDate } from '../../format/format-date.ts'
import { bytesTick, bytesUnit, daysBetween, storageKinds, storageSeries } from '../../lib/storage-series.ts'
import { useNow } from '../../lib/use-now.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { ChartPanel } from './ChartPanel.tsx'

type Props = {
  title: string
  action?: ReactNode
  storage: { data: StorageAnalytics | undefined; error: unknown; refetch: () => Promise<unknown> }
  foot?: ReactNode
}

const words = { files: 'Files', snapshot: 'Snapshot', native: 'Native' }

/** What all backups took up day by day: kinds upon one another. */
export function StoragePanel({ title, action, storage: { data, error, refetch }, foot }: Props) {
  const now = useNow()
  if (data === undefined)
    return (
      <ChartPanel
        title={title}
        action={action}
        chart={null}
        instead={
          error ? (
            <ErrorState title="Storage could not be loaded" error={error} onRetry={() => void refetch()} />
          ) : undefined
        }
        foot={foot}
      />
    )
  const days = daysBetween(data.from, data.to)
  const byKind = storageSeries(data.data, days)
  const last = days.at(-1)
  const series = storageKinds.map((kind) => ({ key: kind, word: words[kind], tone: kind, values: byKind[kind] }))
  const sums = days.map((_, n) => storageKinds.reduce((sum, kind) => sum + (byKind[kind][n] ?? 0), 0))
  const unit = bytesUnit(Math.max(...sums))
  const date = (day: string) => formatDate(day, { now, timeZone: 'UTC' })
  const third = Math.floor((days.length - 1) / 3)
  const labelled = new Set([0, third, 2 * third, days.length - 1])
  const written = byKind.files.some((value) => value !== null)
  return (
    <ChartPanel
      title={title}
      action={action}
      instead={written ? undefined : <NoDays />}
      chart={{
        kind: 'stack',
        label: `${title}, ${formatBytes(sums.at(-1) ?? 0)} on ${last === undefined ? 'no day' : date(last)}`,
        head: 'Day',
        points: days.map((day, n) => ({
          key: day,
          word: date(day),
          axis: labelled.has(n) ? date(day) : undefined,
        })),
        series,
        format: (value) => formatBytes(value),
        tick: (value, top) => bytesTick(value, top, unit),
        unit: unit.unit,
      }}
      foot={foot}
    />
  )
}

function NoDays() {
  return (
    <EmptyState title="No day is written down yet">
      What backups take up is written down for each day once it is over, soon after midnight UTC. The first day is shown
      tomorrow.
    </EmptyState>
  )
}
