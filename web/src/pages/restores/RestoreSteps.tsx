import type { Restore } from '../../../../src/restores/schema.ts'
import type { Run } from '../../api/run-types.ts'
import { formatDuration } from '../../format/format-duration.ts'
import { type RestoreStep, restoreSteps } from '../../lib/restore-steps.ts'
import { StateMark } from '../../ui/marks/StateMark.tsx'
import styles from './RestoreSteps.module.css'
import { useImageOf } from './use-image-of.ts'

const marks = {
  to_come: { mark: 'ring', tone: 'off', word: 'to come' },
  running: { mark: 'arc', tone: 'accent', word: 'under way' },
  done: { mark: 'tick', tone: 'good', word: 'done' },
  warning: { mark: 'corner', tone: 'warn', word: 'ended with a warning' },
  failed: { mark: 'cross', tone: 'bad', word: 'failed' },
  cancelled: { mark: 'line', tone: 'off', word: 'cancelled' },
} as const

/** The steps of a restore in a line: done, under way, to come. */
export function RestoreSteps({ restore, safety }: { restore: Restore; safety: Run | undefined }) {
  const image = useImageOf(restore)
  return (
    <ol className={styles.steps}>
      {restoreSteps(restore, safety, image).map((step) => (
        <Step key={step.key} step={step} />
      ))}
    </ol>
  )
}

function Step({ step }: { step: RestoreStep }) {
  const look = marks[step.state]
  return (
    <li data-state={step.state}>
      <StateMark mark={look.mark} tone={look.tone} />
      <span>
        {step.word}
        {step.took_ms !== undefined && `, ${formatDuration(step.took_ms, { seconds: true })}`}
        <span className="bs-hidden">: {look.word}</span>
      </span>
    </li>
  )
}
