import type { MouseEvent } from 'react'
import { useGo } from '../../shell/use-go.ts'
import { RowCheck } from './RowCheck.tsx'
import styles from './Table.module.css'
import type { TableProps } from './table-types.ts'
import { useSelection } from './use-selection.ts'
import { useVisibleRows } from './use-visible-rows.ts'

/** The same rows under 768 px: each one an item, name and state on top, nothing to scroll sideways. */
export function TableItems<Row>(props: TableProps<Row> & { rows: readonly Row[] }) {
  const { rows, rowKey, item, to, onOpen, detail, openKey } = props
  const go = useGo()
  const visible = useVisibleRows(rows.length, 78)
  const selecting = useSelection(rows, rowKey, props.selection?.on_phone ? props.selection : undefined)
  const click = (event: MouseEvent<HTMLElement>, row: Row) => {
    if (event.target instanceof Element && event.target.closest('a, button, input, [role="menu"]')) return
    if (selecting) return selecting.press(row, false)
    const path = to?.(row)
    if (path) go(path)
    else onOpen?.(row)
  }
  return (
    <ul
      className={styles.items}
      aria-label={props.label}
      ref={(list) => {
        visible.ref.current = list
      }}
    >
      {visible.before > 0 && <li aria-hidden="true" style={{ height: visible.before }} />}
      {visible.indexes.map((index) => {
        const row = rows[index]
        if (row === undefined) return null
        const key = rowKey(row)
        const parts = item(row)
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the title is a link or a button; the whole item is only a larger target for it
          <li
            key={key}
            ref={visible.measure}
            data-index={index}
            className={styles.item}
            data-checked={selecting?.has(row) || undefined}
            onClick={(event) => click(event, row)}
          >
            <div className={styles.itemTop}>
              {selecting && (
                <RowCheck
                  label={selecting.label(row)}
                  checked={selecting.has(row)}
                  reason={selecting.whyNot?.(row)}
                  onPress={(range) => selecting.press(row, range)}
                />
              )}
              <div className={styles.itemTitle}>
                {to === undefined && onOpen ? (
                  <button
                    type="button"
                    className={styles.itemOpen}
                    aria-expanded={detail && openKey === key}
                    onClick={() => onOpen(row)}
                  >
                    {parts.title}
                  </button>
                ) : (
                  parts.title
                )}
              </div>
              {parts.status && <div className={styles.itemStatus}>{parts.status}</div>}
            </div>
            {(parts.facts || parts.aside) && (
              <div className={styles.itemFacts}>
                <div>{parts.facts}</div>
                {parts.aside && <div className="bs-num">{parts.aside}</div>}
              </div>
            )}
            {parts.body && <div className={styles.itemBody}>{parts.body}</div>}
            {parts.actions && <div className={styles.itemActions}>{parts.actions}</div>}
            {detail !== undefined && openKey === key && <div className={styles.itemDetail}>{detail(row)}</div>}
          </li>
        )
      })}
      {visible.after > 0 && <li aria-hidden="true" style={{ height: visible.after }} />}
    </ul>
  )
}
