import { lazyDialog } from '../lib/lazy-dialog.tsx'

export const ShortcutsDialog = lazyDialog(
  async () => (await import('./ShortcutsDialog.tsx')).ShortcutsDialog,
  (props) => props.open,
)
