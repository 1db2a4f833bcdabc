import type { ReactNode } from 'react'
import styles from './Steps.module.css'

/** What happens, in order. */
export function Steps({ steps }: { steps: readonly { key: string; text: ReactNode }[] }) {
  return (
    <ol className={styles.steps}>
      {steps.map((step) => (
        <li key={step.key}>{step.text}</li>
      ))}
    </ol>
  )
}
