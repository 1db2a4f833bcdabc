import { createContext, useContext } from 'react'

/** True inside a table's row: the table is one tab stop, so what stands in a row is reached with the arrow keys. */
export const InRowContext = createContext(false)

/** -1 for a control inside a table row, so that Tab passes the table in one step; elsewhere nothing. */
export function useRowTabIndex(): -1 | undefined {
  return useContext(InRowContext) ? -1 : undefined
}
