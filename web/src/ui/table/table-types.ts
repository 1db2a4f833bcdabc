import type { ReactNode } from 'react'
import type { Path } from '../../paths.ts'

export type Column<Row> = {
  key: string
  head: string
  /** The head is there for screen readers only, as over a column of menus. */
  head_hidden?: boolean
  /** In place of the word, where the head shows more than one; it says so to screen readers itself. */
  head_content?: ReactNode
  cell: (row: Row) => ReactNode
  width?: number
  align?: 'right'
  sortable?: boolean
  /** The first click on the head sorts this way round; for most columns upwards. */
  descending_first?: boolean
  /** Windows narrower than this leave the column out; name and state always stay. */
  hide_below?: 800 | 900 | 1100 | 1300 | 1400 | 1440
  /** Left out too while the table stands in a main column beside an aside and the window is narrower than 1340. */
  hide_beside_aside?: true
}

export type Sort = { by: string; descending: boolean }

/** A row on a phone: name and state, then two facts, then what needs the full width. */
export type TableItem = {
  title: ReactNode
  status?: ReactNode
  facts?: ReactNode
  aside?: ReactNode
  body?: ReactNode
  actions?: ReactNode
}

/** Rows that can be checked, for work on several at once. */
export type Selection<Row> = {
  keys: ReadonlySet<string>
  onChange: (keys: ReadonlySet<string>) => void
  /** What the row is called, for the label of its check. */
  label: (row: Row) => string
  /** Why this row cannot be checked. */
  whyNot?: (row: Row) => string | null
  /** On a phone the checks stand in the items only while one selects. */
  on_phone?: boolean
}

export type TableProps<Row> = {
  /** What the table lists, for screen readers. */
  label: string
  rows: readonly Row[] | undefined
  rowKey: (row: Row) => string
  columns: readonly Column<Row>[]
  item: (row: Row) => TableItem
  /** What Enter and a click on the row open. */
  to?: (row: Row) => Path | null
  onOpen?: (row: Row) => void
  /** More about a row, unfolded under it. */
  detail?: (row: Row) => ReactNode
  openKey?: string | null
  sort?: Sort
  onSort?: (sort: Sort) => void
  dense?: boolean
  /** Columns keep their widths and rows their height, whatever stands in them: nothing moves while one scrolls through many. */
  fixed?: boolean
  selection?: Selection<Row>
  /** What single letters do to the row that has the focus. */
  letters?: Readonly<Record<string, (row: Row) => void>>
}
