import { insideAxis } from './inside-axis.ts'
import styles from './Progress.module.css'
import { inUnit, timeMarks, unitOf } from './time-axis.ts'

type Props = { data: { elapsed_min: number; axis_min: number; elapsed: string } }

/** Where a time stands on its axis, from its left end. */
export function placeOnAxis(minutes: number, axisMin: number): string {
  return `${Math.min(1, minutes / axisMin) * 100}%`
}

/** The marks below a bar of time, and how much of it is over. */
export function TimeAxis({ data: { elapsed_min, axis_min, elapsed } }: Props) {
  const unit = unitOf(axis_min)
  return (
    <div className={styles.axis}>
      {timeMarks(axis_min).map(({ at, word }) => (
        <span
          key={at}
          data-near={Math.abs(at - elapsed_min) < axis_min / 8 || undefined}
          style={{ left: placeOnAxis(at, axis_min) }}
        >
          {word}
        </span>
      ))}
      <strong style={{ left: insideAxis(placeOnAxis(elapsed_min, axis_min)) }}>{elapsed}</strong>
      <span className={styles.end}>
        {inUnit(axis_min, unit)} {unit.word}
      </span>
    </div>
  )
}
