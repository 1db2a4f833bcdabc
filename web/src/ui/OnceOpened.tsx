import { type ReactNode, Suspense, useState } from 'react'

/** Draws a dialog from the first time it is opened on, so that its code comes only then; a second time it is there at once. */
export function OnceOpened({ open, children }: { open: boolean; children: ReactNode }) {
  const [opened, setOpened] = useState(open)
  if (open && !opened) setOpened(true)
  return opened ? <Suspense fallback={null}>{children}</Suspense> : null
}
