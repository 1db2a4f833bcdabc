import { Checkbox } from '@mantine/core'
import type { MouseEvent } from 'react'
import { useRowTabIndex } from './table-context.ts'
import type { Selecting } from './use-selection.ts'

/** The check of one row. With Shift it takes the rows in between along. */
export function RowCheck<Row>({ row, selecting }: { row: Row; selecting: Selecting<Row> }) {
  const tabIndex = useRowTabIndex()
  const reason = selecting.whyNot?.(row)
  return (
    <Checkbox
      tabIndex={tabIndex}
      aria-label={`Select ${selecting.label(row)}`}
      checked={selecting.has(row)}
      disabled={Boolean(reason)}
      title={reason ?? undefined}
      readOnly
      onClick={(event: MouseEvent) => selecting.press(row, event.shiftKey)}
    />
  )
}
