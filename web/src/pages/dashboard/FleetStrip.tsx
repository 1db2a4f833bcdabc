import type { FleetRow, Overview } from '../../../../src/insights/overview/schema.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import { formatCount } from '../../format/format-count.ts'
import { formatDate } from '../../format/format-date.ts'
import { providerLabel } from '../../lib/provider-facts.ts'
import { useNow } from '../../lib/use-now.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { Panel } from '../../ui/Panel.tsx'
import styles from './FleetStrip.module.css'
import { cellLook, missesOf, rowWords, worstDay } from './fleet-cells.ts'
import { pathOfList } from './path-of-list.ts'

type Props = { overview: Overview; providers: readonly ProviderSummary[] }

/** The last 30 days of each provider, a cell a day; days that missed something lead to those servers. */
export function FleetStrip({ overview, providers }: Props) {
  const now = useNow()
  const rows = overview.fleet.rows.map((row) => ({ row, label: providerLabel(row.provider, providers) }))
  const days = overview.fleet.rows[0]?.days ?? []
  const worst = worstDay(rows, now)
  return (
    <Panel title="Fleet, last 30 days" action={<Legend />} flush>
      <div className={styles.fleet}>
        <div className={styles.axis} aria-hidden="true">
          {days.map(({ day }, i) => (
            <span key={day}>
              {i === days.length - 1 ? <b>today</b> : i % 7 === 2 ? formatDate(day, { now, timeZone: 'UTC' }) : null}
            </span>
          ))}
        </div>
        {rows.map(({ row, label }) => (
          <ProviderRow key={row.provider} row={row} label={label} now={now} />
        ))}
        {rows.length === 0 && <p className="bs-dim">Shown within a minute of the first server.</p>}
        {worst && <p className={styles.worst}>{worst}</p>}
      </div>
    </Panel>
  )
}

function ProviderRow({ row, label, now }: { row: FleetRow; label: string; now: Date }) {
  const misses = missesOf(row)
  return (
    <section className={styles.row} aria-label={rowWords(label, row, now)}>
      <span className={styles.provider}>
        <AppLink to={pathOfList(row.list)}>{label}</AppLink> <span className="bs-dim">{formatCount(row.servers)}</span>
      </span>
      <span className={styles.cells}>
        {row.days.map((day) => {
          const look = cellLook(day, row.servers)
          const date = formatDate(day.day, { now, timeZone: 'UTC' })
          if (look === 'good' || look === 'none')
            return (
              <span
                key={day.day}
                data-look={look}
                title={`${date}: ${look === 'good' ? `${formatCount(day.good)} backed up` : 'nothing expected'}`}
              />
            )
          const went = look === 'warning' ? 'warning' : 'missed'
          const count = look === 'warning' ? day.warning : day.missed
          const words = `${date}: ${formatCount(count)} ${look === 'warning' ? 'with a warning' : 'missed'}`
          return (
            <AppLink
              key={day.day}
              to={pathOfList(`${row.list}&day=${day.day}&went=${went}`)}
              data-look={look}
              title={words}
              aria-label={`${label}, ${words}`}
            >
              {look === 'warning' ? null : (
                <span className={styles.count}>{count > 99 ? <small>99+</small> : count}</span>
              )}
            </AppLink>
          )
        })}
      </span>
      <span className={styles.sum} data-many={misses >= 10 || undefined}>
        {formatCount(misses)} missed
      </span>
    </section>
  )
}

const legend = [
  ['good', 'all backed up'],
  ['warning', 'a warning'],
  ['missed', 'missed'],
  ['many', '5 % or more missed'],
] as const

function Legend() {
  return (
    <ul className={styles.legend}>
      {legend.map(([look, word]) => (
        <li key={look}>
          <span data-look={look} /> {word}
        </li>
      ))}
    </ul>
  )
}
