import { lazyDialog } from '../lib/lazy-dialog.tsx'

/** The two dialogs around the toggle; their code comes when one of them is first opened. */
export const ToggleDialogs = lazyDialog(
  async () => (await import('./ToggleDialogsInside.tsx')).ToggleDialogsInside,
  (props) => props.toggling !== null,
)
