const fields =
  'input:not(:disabled, [type="hidden"], [tabindex="-1"]), select:not(:disabled), textarea:not(:disabled), [role="slider"]'

/** Marks where the focus of a dialog begins, unless its maker did and it can be pressed already: the first field, else the first button of its foot, which is the safe one. */
export function markBeginning(body: HTMLElement | null): void {
  const dialog = body?.closest('[role="dialog"]')
  if (!body || !dialog || dialog.querySelector('[data-autofocus]:not(:disabled)')) return
  const field = body.querySelector<HTMLInputElement>(fields)
  // Of choices the one that is taken, so that an arrow goes on from there.
  const taken = field?.type === 'radio' ? body.querySelector<HTMLInputElement>('input[type="radio"]:checked') : null
  const begin = taken ?? field ?? body.parentElement?.querySelector<HTMLElement>('footer button')
  begin?.setAttribute('data-autofocus', '')
  // What stood here while it loaded may have had the focus, and is gone.
  setTimeout(() => document.activeElement === document.body && begin?.focus({ preventScroll: true }))
}
