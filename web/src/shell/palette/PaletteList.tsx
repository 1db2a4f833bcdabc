import { Fragment, useEffect } from 'react'
import { Kbd } from '../../ui/Kbd.tsx'
import styles from './Palette.module.css'
import type { PaletteItem } from './palette-types.ts'

type Props = {
  id: string
  items: readonly PaletteItem[]
  active: number
  searching: boolean
  typed: string
  onPoint: (index: number) => void
  onRun: (item: PaletteItem) => void
}

/** What fits, in groups; the focus stays in the field above. */
export function PaletteList({ id, items, active, searching, typed, onPoint, onRun }: Props) {
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, active])
  const fitting = items.length
  const found = searching ? 'Searching.' : fitting === 0 ? `Nothing fits "${typed.trim()}".` : `${fitting} found`
  return (
    <>
      <div id={id} role="listbox" aria-label="Found" className={styles.list}>
        {items.map((item, index) => {
          const Icon = item.icon
          const first = items[index - 1]?.group !== item.group
          return (
            <Fragment key={item.key}>
              {first && (
                <div className={styles.group} role="presentation">
                  {item.group}
                </div>
              )}
              <button
                type="button"
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                className={styles.option}
                onMouseMove={() => index !== active && onPoint(index)}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onRun(item)}
              >
                <Icon size={16} stroke={1.6} aria-hidden="true" />
                <span className={styles.word}>
                  {item.word}
                  {item.detail && <span className={styles.detail}> {item.detail}</span>}
                </span>
                {item.keys && <Kbd keys={item.keys} />}
              </button>
            </Fragment>
          )
        })}
      </div>
      <p className={fitting > 0 && !searching ? 'bs-hidden' : styles.none} role="status">
        {found}
      </p>
      <div className={styles.foot} aria-hidden="true">
        <span>
          <Kbd keys={['↑', '↓']} /> move
        </span>
        <span>
          <Kbd keys="Enter" /> open
        </span>
        <span>
          <Kbd keys="Esc" /> close
        </span>
      </div>
    </>
  )
}
