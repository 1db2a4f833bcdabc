import { lazyDialog } from '../lib/lazy-dialog.tsx'
import type { ToggleDialogsProps } from './toggling.ts'

/** The two dialogs around the toggle; their code comes when one of them is first opened. */
export const ToggleDialogs = lazyDialog<ToggleDialogsProps>(
  async () => (await import('./ToggleDialogsInside.tsx')).ToggleDialogsInside,
  (props) => props.toggling !== null,
)
