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
export const PricesDialog = lazyDialog(
  async () => (await import('./PricesDialog.tsx')).PricesDialog,
  (props) => props.table !== null,
)
export const RemovePricesDialog = lazyDialog(
  async () => (await import('./RemovePricesDialog.tsx')).RemovePricesDialog,
  (props) => props.table !== null,
)
export const RateDialog = lazyDialog(
  async () => (await import('./RateDialog.tsx')).RateDialog,
  (props) => props.rate !== null,
)
