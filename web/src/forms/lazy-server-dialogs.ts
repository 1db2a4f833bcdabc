import { lazyDialog } from '../lib/lazy-dialog.tsx'

// As in lazy-dialogs.ts, for pages of servers and agents: each page carries the names of its own only.
export const AddMachineDialog = lazyDialog(
  async () => (await import('./AddMachineDialog.tsx')).AddMachineDialog,
  (props) => props.open,
)
export const BulkRestoreDialog = lazyDialog(
  async () => (await import('./BulkRestoreDialog.tsx')).BulkRestoreDialog,
  (props) => props.servers !== null,
)
export const BulkToggleDialog = lazyDialog(
  async () => (await import('./BulkToggleDialog.tsx')).BulkToggleDialog,
  (props) => props.toggling !== null,
)
export const FilesProtectionDialog = lazyDialog(
  async () => (await import('./FilesProtectionDialog.tsx')).FilesProtectionDialog,
  (props) => props.open,
)
export const ReleaseRetentionDialog = lazyDialog(
  async () => (await import('./ReleaseRetentionDialog.tsx')).ReleaseRetentionDialog,
  (props) => props.open,
)
export const GiveServersDialog = lazyDialog(
  async () => (await import('./GiveServersDialog.tsx')).GiveServersDialog,
  (props) => props.servers !== null,
)
export const ImageChecksDialog = lazyDialog(
  async () => (await import('./ImageChecksDialog.tsx')).ImageChecksDialog,
  (props) => props.open,
)
export const KeepImageDialog = lazyDialog(
  async () => (await import('./KeepImageDialog.tsx')).KeepImageDialog,
  (props) => props.point_id !== null,
)
export const PlanTypeDialog = lazyDialog(
  async () => (await import('./PlanTypeDialog.tsx')).PlanTypeDialog,
  (props) => props.server !== null,
)
export const RecoveryKitDialog = lazyDialog(
  async () => (await import('./RecoveryKitDialog.tsx')).RecoveryKitDialog,
  (props) => props.of !== null,
)
export const RevokeAgentDialog = lazyDialog(
  async () => (await import('./RevokeAgentDialog.tsx')).RevokeAgentDialog,
  (props) => props.agent !== null,
)
export const NativeScheduleDialog = lazyDialog(
  async () => (await import('./NativeScheduleDialog.tsx')).NativeScheduleDialog,
  (props) => props.open,
)
export const SnapshotProtectionDialog = lazyDialog(
  async () => (await import('./SnapshotProtectionDialog.tsx')).SnapshotProtectionDialog,
  (props) => props.open,
)
