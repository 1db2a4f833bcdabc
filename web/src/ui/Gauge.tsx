import styles from './Gauge.module.css'

export type GaugePart = { value: number; tone: 'point' | 'warn' | 'bad' }

type Props = {
  parts: readonly GaugePart[]
  whole: number
  /** What the bar says in words, because a bar alone says nothing to those who do not see it. */
  label: string
  thin?: boolean
}

/** Parts of a whole as a bar of 6 px (4 when thin) in the strip's colours. */
export function Gauge({ parts, whole, label, thin }: Props) {
  return (
    <div className={styles.gauge} data-thin={thin || undefined} role="img" aria-label={label}>
      {parts.map((part) => (
        <span
          key={part.tone}
          data-tone={part.tone}
          style={{ width: whole > 0 ? `${(part.value / whole) * 100}%` : 0 }}
        />
      ))}
    </div>
  )
}
