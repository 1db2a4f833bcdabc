import type { Figure, Overview } from '../../../../src/insights/overview/schema.ts'
import { formatCount } from '../../format/format-count.ts'
import { formatPart } from '../../format/format-part.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { Gauge } from '../../ui/Gauge.tsx'
import { Panel } from '../../ui/Panel.tsx'
import styles from './Dashboard.module.css'
import { pathOfList } from './path-of-list.ts'

/** How well the fleet is protected, as parts of a whole. */
export function Posture({ overview: { posture, servers } }: { overview: Overview }) {
  const { met, at_risk, missed, unprotected } = posture
  const judged = met.count + at_risk.count + missed.count
  return (
    <Panel title="Posture" count={formatPlural(servers.enabled.count, 'protected server')} flush>
      <div className={styles.measure}>
        <Line word="RPO met" part={met} whole={judged} />
        <Gauge
          label={`${formatCount(met.count)} met, ${formatCount(at_risk.count)} at risk, ${formatCount(missed.count)} missed`}
          whole={judged}
          parts={[
            { value: met.count, tone: 'point' as const },
            { value: at_risk.count, tone: 'warn' as const },
            { value: missed.count, tone: 'bad' as const },
          ].filter(({ value }) => value > 0)}
        />
        <p className={styles.second}>
          <Small figure={at_risk} word="at risk" />, <Small figure={missed} word="missed" />
          {judged < servers.enabled.count &&
            `; ${formatCount(servers.enabled.count - judged)} not judged, since nothing tells when the next is due`}
        </p>
      </div>
      <div className={styles.measure}>
        <Line word="Backups on" part={servers.enabled} whole={servers.all.count} />
        <Gauge
          label={formatPart(servers.enabled.count, servers.all.count)}
          whole={servers.all.count}
          parts={[{ value: servers.enabled.count, tone: 'point' }]}
        />
        <p className={styles.second}>
          <Small figure={unprotected} word="unprotected" />
        </p>
      </div>
    </Panel>
  )
}

function Line({ word, part, whole }: { word: string; part: Figure; whole: number }) {
  return (
    <p className={styles.line}>
      <AppLink to={pathOfList(part.list)} className={styles.quiet}>
        {word}
      </AppLink>
      <span className="bs-num">
        <strong>{formatCount(part.count)}</strong> <span className="bs-dim">of {formatCount(whole)}</span>
      </span>
    </p>
  )
}

function Small({ figure, word }: { figure: Figure; word: string }) {
  const text = `${formatCount(figure.count)} ${word}`
  return figure.count === 0 ? (
    text
  ) : (
    <AppLink to={pathOfList(figure.list)} className="bs-link">
      {text}
    </AppLink>
  )
}
