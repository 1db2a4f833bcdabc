import { type PointerEvent, useState } from 'react'
import { formatBytes } from '../../format/format-bytes.ts'
import { formatDate } from '../../format/format-date.ts'
import { type StorageDay, storageKinds, storagePaths, sumOfDay, withGaps } from '../../lib/storage-days.ts'
import { useNow } from '../../lib/use-now.ts'
import { Bytes } from '../../ui/Bytes.tsx'
import styles from './ServerStorage.module.css'

const height = 96
const names = { files: 'Files', snapshot: 'Snapshots', native: 'Native' } as const

/** What a server's backups took up at the end of each day: kinds upon one another, each named beside its last value. */
export function StorageChart({ days }: { days: readonly StorageDay[] }) {
  const now = useNow()
  const [pointed, setPointed] = useState<number | null>(null)
  const all = withGaps(days)
  const last = days.at(-1)
  const first = days[0]
  if (first === undefined || last === undefined) return null
  const shown = (pointed === null ? null : all[pointed]) ?? last
  const paths = storagePaths(all, height)
  const kinds = storageKinds.filter((kind) => days.some((day) => (day[kind] ?? 0) > 0))
  const date = (day: string) => formatDate(`${day}T12:00:00Z`, { now, timeZone: 'UTC' })
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    setPointed(Math.min(all.length - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * all.length))))
  }
  const label = `Stored at the end of each day, ${date(first.day)} to ${date(last.day)}: from ${formatBytes(sumOfDay(first))} to ${formatBytes(sumOfDay(last))}.`
  return (
    <div className={styles.chart}>
      <div>
        <svg
          role="img"
          aria-label={label}
          className={styles.plot}
          viewBox={`0 0 ${all.length} ${height}`}
          preserveAspectRatio="none"
          onPointerMove={point}
          onPointerLeave={() => setPointed(null)}
        >
          {storageKinds.map((kind) => paths[kind] && <path key={kind} d={paths[kind]} className={styles[kind]} />)}
          {pointed !== null && <rect x={pointed} y={0} width={1} height={height} className={styles.here} />}
        </svg>
        <div className={styles.axis}>
          <span>{date(first.day)}</span>
          <span>
            {pointed !== null && all[pointed] === null ? 'no record' : date(shown.day)}
            {first.day !== last.day && pointed === null && ', the last day on record'}
          </span>
        </div>
      </div>
      <ul className={styles.labels}>
        {[...kinds].reverse().map((kind) => (
          <li key={kind}>
            <span className={styles.swatch} data-kind={kind} />
            {names[kind]}
            <Bytes value={shown[kind]} unknown="none" />
          </li>
        ))}
      </ul>
    </div>
  )
}
