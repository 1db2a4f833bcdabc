import { lazyDialog } from '../lib/lazy-dialog.tsx'

<<<<<<< HEAD
import type { ToggleDialogsProps } from './toggling.ts'

/** The two dialogs around the toggle; their code comes when one of them is first opened. */
export const ToggleDialogs = lazyDialog<ToggleDialogsProps>(
=======
/** The two dialogs around the toggle; their code comes when one of them is first opened. */
export const ToggleDialogs = lazyDialog(
>>>>>>> web2
  async () => (await import('./ToggleDialogsInside.tsx')).ToggleDialogsInside,
  (props) => props.toggling !== null,
)
