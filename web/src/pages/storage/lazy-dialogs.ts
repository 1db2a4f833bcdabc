import { lazyDialog } from '../../lib/lazy-dialog.tsx'

export const AddLocationDialog = lazyDialog(
  async () => (await import('./AddLocationDialog.tsx')).AddLocationDialog,
  (props) => props.open,
)
export const ChangeLocationDialog = lazyDialog(
  async () => (await import('./ChangeLocationDialog.tsx')).ChangeLocationDialog,
  (props) => props.location !== null,
)
