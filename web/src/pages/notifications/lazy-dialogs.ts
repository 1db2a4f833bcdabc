import { lazyDialog } from '../../lib/lazy-dialog.tsx'

export const AddTargetDialog = lazyDialog(
  async () => (await import('./AddTargetDialog.tsx')).AddTargetDialog,
  (props) => props.open,
)
export const RemoveTargetDialog = lazyDialog(
  async () => (await import('./RemoveTargetDialog.tsx')).RemoveTargetDialog,
  (props) => props.target !== null,
)
export const RotateSecretDialog = lazyDialog(
  async () => (await import('./RotateSecretDialog.tsx')).RotateSecretDialog,
  (props) => props.target !== null,
)
export const TargetKindsDialog = lazyDialog(
  async () => (await import('./TargetKindsDialog.tsx')).TargetKindsDialog,
  (props) => props.target !== null,
)
