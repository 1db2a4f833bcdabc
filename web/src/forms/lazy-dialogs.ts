import { lazyDialog } from '../lib/lazy-dialog.tsx'

// One line each: the script of a dialog is asked for when it is first opened.
export const ChangeRoleDialog = lazyDialog(
  async () => (await import('./ChangeRoleDialog.tsx')).ChangeRoleDialog,
  (props) => props.member !== null,
)
export const ChangeSubscriptionDialog = lazyDialog(
  async () => (await import('./ChangeSubscriptionDialog.tsx')).ChangeSubscriptionDialog,
  (props) => props.subscription !== null,
)
export const CreateApiKeyDialog = lazyDialog(
  async () => (await import('./CreateApiKeyDialog.tsx')).CreateApiKeyDialog,
  (props) => props.open,
)
export const DeclineRequestDialog = lazyDialog(
  async () => (await import('./DeclineRequestDialog.tsx')).DeclineRequestDialog,
  (props) => props.subscription !== null,
)
export const DeleteApiKeyDialog = lazyDialog(
  async () => (await import('./DeleteApiKeyDialog.tsx')).DeleteApiKeyDialog,
  (props) => props.apiKey !== null,
)
export const DeleteOrganizationDialog = lazyDialog(
  async () => (await import('./DeleteOrganizationDialog.tsx')).DeleteOrganizationDialog,
  (props) => props.organization !== null,
)
export const EndSubscriptionDialog = lazyDialog(
  async () => (await import('./EndSubscriptionDialog.tsx')).EndSubscriptionDialog,
  (props) => props.subscription !== null,
)
export const GrantDialog = lazyDialog(
  async () => (await import('./GrantDialog.tsx')).GrantDialog,
  (props) => props.open,
)
export const InviteDialog = lazyDialog(
  async () => (await import('./InviteDialog.tsx')).InviteDialog,
  (props) => props.open,
)
export const RemoveMemberDialog = lazyDialog(
  async () => (await import('./RemoveMemberDialog.tsx')).RemoveMemberDialog,
  (props) => props.member !== null,
)
export const RenameOrganizationDialog = lazyDialog(
  async () => (await import('./RenameOrganizationDialog.tsx')).RenameOrganizationDialog,
  (props) => props.organization !== null,
)
export const ResetLinkDialog = lazyDialog(
  async () => (await import('./ResetLinkDialog.tsx')).ResetLinkDialog,
  (props) => props.member !== null,
)
export const RevokeInvitationDialog = lazyDialog(
  async () => (await import('./RevokeInvitationDialog.tsx')).RevokeInvitationDialog,
  (props) => props.invitation !== null,
)
