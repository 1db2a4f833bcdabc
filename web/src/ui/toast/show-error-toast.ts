import { toasts } from './toasts.ts'

/** Says that something just asked for was refused, and why. It stays until it is closed. */
export function showErrorToast(title: string, error: unknown): void {
  // The same failure twice replaces itself instead of piling up.
  const message = error instanceof Error ? error.message : undefined
  toasts.show({ id: `error-${title}`, tone: 'bad', title, message })
}
