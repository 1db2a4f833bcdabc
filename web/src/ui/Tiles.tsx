import { type ReactNode, useId } from 'react'
import styles from './Tiles.module.css'

export type Tile<Value extends string> = {
  value: Value
  word: ReactNode
  /** What it is called, beside the word. */
  name?: ReactNode
  /** The figure that decides, such as a price. */
  figure?: ReactNode
  text?: ReactNode
  /** Cannot be chosen here; its text says why. */
  off?: boolean
}

type Props<Value extends string> = {
  label: string
  tiles: readonly Tile<Value>[]
  value: Value | null
  onChange: (value: Value) => void
}

/** One of a few, side by side, each with its figure. */
export function Tiles<Value extends string>({ label, tiles, value, onChange }: Props<Value>) {
  const name = useId()
  return (
    <fieldset className={styles.tiles}>
      <legend className={styles.legend}>{label}</legend>
      <div className={styles.row}>
        {tiles.map((tile) => (
          <label key={tile.value} className={styles.tile} data-off={tile.off || undefined}>
            <input
              type="radio"
              name={name}
              value={tile.value}
              checked={tile.value === value}
              disabled={tile.off}
              onChange={() => onChange(tile.value)}
            />
            <span className={styles.word}>
              {tile.word} {tile.name && <span className={styles.name}>{tile.name}</span>}
            </span>
            {tile.figure && <span className={styles.value}>{tile.figure}</span>}
            {tile.text && <span className={styles.text}>{tile.text}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
