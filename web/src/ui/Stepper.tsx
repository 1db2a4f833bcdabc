import styles from './Stepper.module.css'

type Props = { label: string; value: number; most: number; onChange: (value: number) => void }

/** A small number, by its two buttons, the arrow keys or typed. */
export function Stepper({ label, value, most, onChange }: Props) {
  const set = (next: number) => onChange(Math.min(most, Math.max(0, Number.isFinite(next) ? Math.trunc(next) : 0)))
  return (
    <span className={styles.stepper}>
      <button type="button" aria-label={`One less: ${label}`} disabled={value <= 0} onClick={() => set(value - 1)}>
        −
      </button>
      <input
        type="text"
        inputMode="numeric"
        role="spinbutton"
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={most}
        value={String(value)}
        onChange={(event) => set(Number(event.currentTarget.value.replace(/\D/g, '')))}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
          event.preventDefault()
          set(value + (event.key === 'ArrowUp' ? 1 : -1))
        }}
      />
      <button type="button" aria-label={`One more: ${label}`} disabled={value >= most} onClick={() => set(value + 1)}>
        +
      </button>
    </span>
  )
}
