import type { ComingStep } from '../../lib/will-happen.ts'
import styles from './ComingSteps.module.css'

/** What will happen, from top to bottom; the moment that cannot be taken back in red. */
export function ComingSteps({ steps }: { steps: readonly ComingStep[] }) {
  return (
    <ol className={styles.steps}>
      {steps.map((step) => (
        <li key={step.key} data-tone={step.tone}>
          <span className={styles.head}>
            <strong>{step.title}</strong>
            {step.took && <span>{step.took}</span>}
          </span>
          <span>{step.text}</span>
        </li>
      ))}
    </ol>
  )
}
