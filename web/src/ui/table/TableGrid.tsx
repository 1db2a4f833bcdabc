import { useCallback, useEffect, useMemo, useRef } from 'react'
import { cx } from '../../lib/cx.ts'
import { useGo } from '../../shell/use-go.ts'
import styles from './Table.module.css'
import { TableHead } from './TableHead.tsx'
import { type RowActs, TableRow } from './TableRow.tsx'
import type { TableProps } from './table-types.ts'
import { useRowKeys } from './use-row-keys.ts'
import { useSelection } from './use-selection.ts'
import { useVisibleRows } from './use-visible-rows.ts'

/** The table itself, from 768 px on: a real table, one tab stop, a moving row. */
export function TableGrid<Row>(props: TableProps<Row> & { rows: readonly Row[] }) {
  const { rows, columns, rowKey, to, onOpen, detail, openKey, dense } = props
  const go = useGo()
  const visible = useVisibleRows(rows.length, dense ? 34 : 44)
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
  // Rows are drawn anew only when something of theirs changed: what they call stays the same, and does what is right by then.
  const latest = useRef({ open, selecting })
  useEffect(() => {
    latest.current = { open, selecting }
  })
  const acts = useMemo<RowActs<Row>>(
    () => ({
      click: (event, index) => {
        // Beside a check one means the check, and not the row's page.
        const onControl =
          event.target instanceof Element && event.target.closest(`a, button, input, [role="menu"], .${styles.check}`)
        // Marking text in a row is not a click on it.
        if (!onControl && String(getSelection()) === '') latest.current.open(index)
      },
      press: (row, range) => latest.current.selecting?.press(row, range),
    }),
    [],
  )
  return (
    <table className={cx(styles.table, dense && styles.dense, props.fixed && styles.fixed)}>
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
        {/* One flat list: lists within it would be told apart by their place, and every row drawn anew when the window moves. */}
        {visible.indexes.flatMap((index) => {
          const row = rows[index]
          if (row === undefined) return []
          const key = rowKey(row)
          const unfolded = detail !== undefined && openKey === key
          return [
            <TableRow
              key={key}
              row={row}
              index={index}
              columns={columns}
              measure={props.fixed ? undefined : visible.measure}
              opens={opens}
              unfolded={unfolded}
              checked={selecting ? selecting.has(row) : undefined}
              label={selecting?.label(row)}
              reason={selecting?.whyNot?.(row)}
              active={index === keys.active}
              acts={acts}
            />,
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
