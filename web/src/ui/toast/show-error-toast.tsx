import { notifications } from '@mantine/notifications'
import { Toast } from './Toast.tsx'

/** Says that something just asked for was refused, and why. It stays until it is closed. */
export function showErrorToast(title: string, error: unknown): void {
  // The same failure twice replaces itself instead of piling up.
  const id = `error-${title}`
  const message = error instanceof Error ? error.message : undefined
  notifications.hide(id)
  notifications.show({
    id,
    message: title,
    autoClose: false,
    renderNotification: () => <Toast id={id} tone="bad" title={title} message={message} />,
  })
}
