import { Checkbox } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import styles from './Table.module.css'
import type { Column, Sort } from './table-types.ts'
import type { Selecting } from './use-selection.ts'

type Props<Row> = {
  columns: readonly Column<Row>[]
  sort?: Sort
  onSort?: (sort: Sort) => void
  selecting: Selecting<Row> | null
}

/** Column heads. A head that sorts is a button; the sorted one is in ink, with its arrow. */
export function TableHead<Row>({ columns, sort, onSort, selecting }: Props<Row>) {
  return (
    <thead>
      <tr>
        {selecting && (
          <th scope="col" className={styles.check}>
            <Checkbox
              aria-label="Select all rows that are shown"
              checked={selecting.state === 'all'}
              indeterminate={selecting.state === 'some'}
              onChange={selecting.pressAll}
            />
          </th>
        )}
        {columns.map((column) => {
          const sorted = sort?.by === column.key ? sort : null
          const Arrow = sorted?.descending ? IconArrowDown : IconArrowUp
          return (
            <th
              key={column.key}
              scope="col"
              data-align={column.align}
              data-hide={column.hide_below}
              data-hide-beside={column.hide_beside_aside}
              data-sorted={sorted ? true : undefined}
              aria-sort={sorted ? (sorted.descending ? 'descending' : 'ascending') : undefined}
              style={{ width: column.width }}
            >
              {column.sortable && onSort ? (
                <button
                  type="button"
                  className={styles.sort}
                  onClick={() => onSort({ by: column.key, descending: sorted ? !sorted.descending : false })}
                >
                  {column.head}
                  {sorted && <Arrow size={14} stroke={1.6} aria-hidden="true" />}
                </button>
              ) : (
                <span className={column.head_hidden ? 'bs-hidden' : undefined}>
                  {column.head_content ?? column.head}
                </span>
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
