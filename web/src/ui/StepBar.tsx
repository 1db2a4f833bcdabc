import type { Path } from '../paths.ts'
import { AppLink } from '../shell/AppLink.tsx'
import { StateMark } from './marks/StateMark.tsx'
import styles from './StepBar.module.css'

export type BarStep = { key: string; word: string; answer?: string; to: Path | null }

type Props = { label: string; steps: readonly BarStep[]; current: string }

/** The steps of a wizard with what was answered so far. Each is an address, so that Back and a reload stay where one was. */
export function StepBar({ label, steps, current }: Props) {
  const at = steps.findIndex((step) => step.key === current)
  return (
    <nav aria-label={label}>
      <ol className={styles.bar}>
        {steps.map((step, index) => {
          const inside = (
            <>
              <span className={styles.number} aria-hidden="true">
                {index < at ? <StateMark mark="tick" tone="inherit" /> : index + 1}
              </span>
              <span className={styles.word}>{step.word}</span>
              {index < at && step.answer && <span className={styles.answer}>{step.answer}</span>}
            </>
          )
          const state = index < at ? 'done' : index === at ? 'now' : 'to_come'
          return (
            <li key={step.key} className={styles.step} data-state={state}>
              {step.to === null ? (
                <span aria-disabled="true">{inside}</span>
              ) : (
                <AppLink to={step.to} aria-current={index === at ? 'step' : undefined}>
                  {inside}
                </AppLink>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
