import { lazyDialog } from '../../lib/lazy-dialog.tsx'

export const ConnectAccountDialog = lazyDialog(
  async () => (await import('./ConnectAccountDialog.tsx')).ConnectAccountDialog,
  (props) => props.open,
)
export const ChangeAccountDialog = lazyDialog(
  async () => (await import('./ChangeAccountDialog.tsx')).ChangeAccountDialog,
  (props) => props.account !== null,
)
export const RemoveAccountDialog = lazyDialog(
  async () => (await import('./RemoveAccountDialog.tsx')).RemoveAccountDialog,
  (props) => props.account !== null,
)
