import { useRef } from 'react'
import { howMany, selectRows } from './select-rows.ts'
import type { Selection } from './table-types.ts'

/** What checking rows does: one, a range with Shift, or all that are shown. */
export function useSelection<Row>(
  rows: readonly Row[],
  rowKey: (row: Row) => string,
  selection: Selection<Row> | undefined,
) {
  const from = useRef<string | null>(null)
  if (!selection) return null
  const order = rows.filter((row) => !selection.whyNot?.(row)).map(rowKey)
  const state = howMany(selection.keys, order)
  return {
    ...selection,
    state,
    has: (row: Row) => selection.keys.has(rowKey(row)),
    press: (row: Row, range: boolean) => {
      const key = rowKey(row)
      if (!order.includes(key)) return
      selection.onChange(selectRows(selection.keys, order, { key, from: from.current, range }))
      from.current = key
    },
    pressAll: () => selection.onChange(new Set(state === 'all' ? [] : order)),
  }
}

export type Selecting<Row> = NonNullable<ReturnType<typeof useSelection<Row>>>
