import { Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Figure, Overview } from '../../../../src/insights/overview/schema.ts'
import { formatCount } from '../../format/format-count.ts'
import { formatPart } from '../../format/format-part.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { Gauge, type GaugePart } from '../../ui/Gauge.tsx'
import { Panel } from '../../ui/Panel.tsx'
import styles from './Dashboard.module.css'
import { pathOfList } from './path-of-list.ts'

/** How well the fleet is protected, as parts of a whole; each part leads to its servers. */
export function Posture({ overview: { posture, servers, as_of } }: { overview: Overview }) {
  const { met, at_risk, missed, drills, copies, kinds, kits } = posture
  const judged = met.count + at_risk.count + missed.count
  const unjudged = servers.enabled.count - judged
  return (
    <Panel title="Posture" count={formatPlural(servers.enabled.count, 'protected server')} flush>
      <Measure
        word="RPO met"
        part={met}
        others={[
          { figure: at_risk, word: 'at risk', tone: 'warn' },
          { figure: missed, word: 'missed', tone: 'bad' },
        ]}
        rest={unjudged > 0 ? <NotJudged count={unjudged} /> : null}
      />
      {as_of !== null && servers.enabled.count > 0 && (
        <>
          <Measure
            word="Restore drill passed in 30 days"
            part={drills.passed}
            others={[
              { figure: drills.failed, word: 'failed', tone: 'bad' },
              { figure: drills.untested, word: 'not tested' },
            ]}
          />
          <Measure
            word="Copy outside the provider"
            part={copies.outside}
            others={[{ figure: copies.none, word: 'without a file backup elsewhere' }]}
          />
          <Measure
            word="Files and image both"
            part={kinds.both}
            others={[{ figure: kinds.one, word: 'have one kind at most' }]}
          />
          {kits.saved.count + kits.not_saved.count > 0 && (
            <Measure
              word="Recovery kit saved"
              part={kits.saved}
              others={[{ figure: kits.not_saved, word: 'with file backups whose kit nobody has read' }]}
            />
          )}
        </>
      )}
    </Panel>
  )
}

function NotJudged({ count }: { count: number }) {
  return (
    <Tooltip label="Nothing tells when their next backup is due: their provider lists none, or names no time.">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what it means must be reachable by keyboard */}
      <span tabIndex={0}>, {formatCount(count)} not judged</span>
    </Tooltip>
  )
}

type Other = { figure: Figure; word: string; tone?: GaugePart['tone'] }
type Props = {
  word: string
  part: Figure
  others: readonly Other[]
  rest?: ReactNode
}

/** A part of a whole with what the rest is. Of what has no tone the bar stays empty. */
function Measure({ word, part, others, rest }: Props) {
  const whole = others.reduce((sum, { figure }) => sum + figure.count, part.count)
  const parts: GaugePart[] = [
    { value: part.count, tone: 'point' },
    ...others.flatMap(({ figure, tone }) => (tone ? [{ value: figure.count, tone }] : [])),
  ]
  const words = others.map(({ figure, word }) => `${formatCount(figure.count)} ${word}`).join(', ')
  return (
    <div className={styles.measure}>
      <p className={styles.line}>
        <AppLink to={pathOfList(part.list)} className={styles.quiet}>
          {word}
        </AppLink>
        <span className="bs-num">
          <strong>{formatCount(part.count)}</strong> <span className="bs-dim">of {formatCount(whole)}</span>
        </span>
      </p>
      <Gauge
        label={`${formatPart(part.count, whole)}; ${words}`}
        whole={whole}
        parts={parts.filter(({ value }) => value > 0)}
      />
      <p className={styles.second}>
        {others.map(({ figure, word }, n) => (
          <span key={word}>
            {n > 0 && ', '}
            <Small figure={figure} word={word} />
          </span>
        ))}
        {rest}
      </p>
    </div>
  )
}

function Small({ figure, word }: { figure: Figure; word: string }) {
  const text = `${formatCount(figure.count)} ${word}`
  return figure.count === 0 ? (
    text
  ) : (
    <AppLink to={pathOfList(figure.list)} className={styles.plain}>
      {text}
    </AppLink>
  )
}
