import type { ReactNode } from 'react'
import { cx } from '../lib/cx.ts'
import { StateMark } from './marks/StateMark.tsx'
import type { StateLook } from './marks/states.ts'
import styles from './StateBadge.module.css'

type Props = {
  look: StateLook
  /** History and logs keep trouble flat: one tint per row would be a wall of them. */
  flat?: boolean
  /** What follows the word, such as "3 skipped". */
  children?: ReactNode
}

/** A state as mark and word. Good is plain; only trouble gets a tint. */
export function StateBadge({ look, flat, children }: Props) {
  const tint = look.trouble && !flat ? styles[look.mark_tone] : undefined
  return (
    <span className={cx(styles.state, tint && styles.tinted, tint)} data-text={look.text}>
      <StateMark mark={look.mark} tone={look.mark_tone} />
      <span>
        {look.word}
        {children !== undefined && <>, {children}</>}
      </span>
    </span>
  )
}
