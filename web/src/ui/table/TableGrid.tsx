import { type MouseEvent, useCallback } from 'react'
import { cx } from '../../lib/cx.ts'
import { useGo } from '../../shell/use-go.ts'
import { RowCheck } from './RowCheck.tsx'
import styles from './Table.module.css'
import { TableHead } from './TableHead.tsx'
import { InRowContext } from './table-context.ts'
import type { TableProps } from './table-types.ts'
import { useRowKeys } from './use-row-keys.ts'
import { useSelection } from './use-selection.ts'
import { useVisibleRows } from './use-visible-rows.ts'

/** The table itself, from 768 px on: a real table, one tab stop, a moving row. */
export function TableGrid<Row>(props: TableProps<Row> & { rows: readonly Row[] }) {
  const { rows, columns, rowKey, to, onOpen, detail, openKey, dense } = props
  const go = useGo()
  const visible = useVisibleRows(rows.length, dense ? 35 : 45)
  const open = useCallback(
    (index: number) => {
      const row = rows[index]
      if (row === undefined) return
      const path = to?.(row)
      if (path) go(path)
      else onOpen?.(row)
    },
    [rows, to, onOpen, go],
  )
  const selecting = useSelection(rows, rowKey, props.selection)
  const letter = (index: number, key: string, shift: boolean): boolean => {
    const row = rows[index]
    if (row === undefined) return false
    if (selecting && key === 'x') selecting.press(row, shift)
    else if (props.letters && Object.hasOwn(props.letters, key)) props.letters[key]?.(row)
    else return false
    return true
  }
  const keys = useRowKeys(rows.length, { onEnter: open, onLetter: letter, reveal: visible.reveal })
  const opens = to !== undefined || onOpen !== undefined
  const clickRow = (event: MouseEvent<HTMLElement>, index: number) => {
    // Beside a check one means the check, and not the row's page.
    const onControl =
      event.target instanceof Element && event.target.closest(`a, button, input, [role="menu"], .${styles.check}`)
    // Marking text in a row is not a click on it.
    if (!onControl && String(getSelection()) === '') open(index)
  }
  return (
    <table className={cx(styles.table, dense && styles.dense)}>
      <caption className="bs-hidden">{props.label}</caption>
      <TableHead columns={columns} sort={props.sort} onSort={props.onSort} selecting={selecting} />
      <tbody
        ref={(body) => {
          visible.ref.current = body
        }}
        onKeyDown={keys.onKeyDown}
        onFocus={keys.onFocus}
      >
        {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a spacer for the rows above; there is nothing in it to focus */}
        {visible.before > 0 && <tr aria-hidden="true" style={{ height: visible.before }} />}
        {visible.indexes.map((index) => {
          const row = rows[index]
          if (row === undefined) return null
          const key = rowKey(row)
          const unfolded = detail !== undefined && openKey === key
          return [
            // The keyboard's way is onKeyDown of the body; the click is only a larger target for the same.
            <tr
              key={key}
              ref={visible.measure}
              data-index={index}
              data-row={index}
              data-opens={opens || undefined}
              data-unfolded={unfolded || undefined}
              data-checked={selecting?.has(row) || undefined}
              tabIndex={index === keys.active ? 0 : -1}
              onClick={opens ? (event) => clickRow(event, index) : undefined}
            >
              <InRowContext value>
                {selecting && (
                  <td className={styles.check}>
                    <RowCheck row={row} selecting={selecting} />
                  </td>
                )}
                {columns.map((column) => (
                  <td
                    key={column.key}
                    data-align={column.align}
                    data-hide={column.hide_below}
                    data-hide-beside={column.hide_beside_aside}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </InRowContext>
            </tr>,
            unfolded && (
              <tr key={`${key}-detail`} className={styles.detail} data-row-detail>
                <td colSpan={columns.length + (selecting ? 1 : 0)}>{detail(row)}</td>
              </tr>
            ),
          ]
        })}
        {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a spacer for the rows below; there is nothing in it to focus */}
        {visible.after > 0 && <tr aria-hidden="true" style={{ height: visible.after }} />}
      </tbody>
    </table>
  )
}
