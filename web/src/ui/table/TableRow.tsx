import { type MouseEvent, memo } from 'react'
import { RowCheck } from './RowCheck.tsx'
import styles from './Table.module.css'
import { InRowContext } from './table-context.ts'
import type { Column } from './table-types.ts'

export type RowActs<Row> = {
  click: (event: MouseEvent<HTMLElement>, index: number) => void
  press: (row: Row, range: boolean) => void
}

type Props<Row> = {
  row: Row
  index: number
  columns: readonly Column<Row>[]
  measure: ((row: HTMLElement | null) => void) | undefined
  opens: boolean
  unfolded: boolean
  /** Undefined where rows are not checked. */
  checked: boolean | undefined
  label: string | undefined
  reason: string | null | undefined
  active: boolean
  acts: RowActs<Row>
}

function Drawn<Row>({ row, index, columns, acts, ...props }: Props<Row>) {
  return (
    // The keyboard's way is onKeyDown of the body; the click is only a larger target for the same.
    <tr
      ref={props.measure}
      data-index={index}
      data-row={index}
      data-opens={props.opens || undefined}
      data-unfolded={props.unfolded || undefined}
      data-checked={props.checked || undefined}
      tabIndex={props.active ? 0 : -1}
      onClick={props.opens ? (event) => acts.click(event, index) : undefined}
    >
      <InRowContext value>
        {props.checked !== undefined && (
          <td className={styles.check}>
            <RowCheck
              label={props.label ?? ''}
              checked={props.checked}
              reason={props.reason}
              onPress={(range) => acts.press(row, range)}
            />
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
    </tr>
  )
}

/** One row of a table, left as it is while nothing of its own changes. */
// A memo forgets that its component is generic.
export const TableRow = memo(Drawn) as typeof Drawn
