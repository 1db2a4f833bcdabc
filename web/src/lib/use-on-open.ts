import { useEffectEvent, useLayoutEffect } from 'react'

/** Runs each time a dialog opens, before it is painted: the place to forget what was typed the last time. */
export function useOnOpen(open: boolean, act: () => void): void {
  const onOpen = useEffectEvent(act)
  useLayoutEffect(() => {
    if (open) onOpen()
  }, [open])
}
