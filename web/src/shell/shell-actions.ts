import { createContext, useContext } from 'react'

export type ShellActions = { openPalette: () => void; openShortcuts: () => void }

export const ShellActionsContext = createContext<ShellActions>({
  openPalette: () => undefined,
  openShortcuts: () => undefined,
})

/** What any part of a page may ask of the shell around it. */
export function useShellActions(): ShellActions {
  return useContext(ShellActionsContext)
}
