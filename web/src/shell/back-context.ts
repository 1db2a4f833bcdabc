import { createContext, useContext, useEffect } from 'react'
import type { Path } from '../paths.ts'

export type Back = { word: string; to: Path }

/** How a page tells the phone's header which page lies above it. */
export const SetBackContext = createContext<(back: Back | null) => void>(() => undefined)

/** Shows the way back in the phone's header for as long as the page is open. */
export function useSetBack(back: Back | null): void {
  const setBack = useContext(SetBackContext)
  const word = back?.word
  const to = back?.to
  useEffect(() => {
    setBack(word !== undefined && to !== undefined ? { word, to } : null)
    return () => setBack(null)
  }, [setBack, word, to])
}
