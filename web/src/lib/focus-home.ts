let findHome: (() => Element | null | undefined) | null = null

/** Says where the focus goes when what has it is gone with what was done; looked for then, since that may be drawn anew. */
export function setFocusHome(find: typeof findHome): void {
  findHome = find
}

/** Gives the focus back where nothing has it; without a place of its own the page is read on from its beginning. */
export function focusHome(): void {
  const { activeElement } = document
  // A dialog has it still, and asks again once it is gone.
  if (activeElement?.closest('[aria-modal="true"]')) return
  const to = findHome?.() ?? document.querySelector('main')
  findHome = null
  if (activeElement === document.body && to instanceof HTMLElement) to.focus({ preventScroll: true })
}
