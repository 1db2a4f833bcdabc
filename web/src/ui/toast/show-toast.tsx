import { notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'
import { Toast } from './Toast.tsx'

type Options = {
  /** What is done, in two or three words. */
  title: string
  /** To what, and what follows. */
  message?: ReactNode
  /** Takes it back, where that is possible. */
  undo?: () => void
}

let count = 0

/** Says what was just done; gone after 6 s. */
export function showToast({ title, message, undo }: Options): void {
  count += 1
  const id = `toast-${count}`
  notifications.show({
    id,
    message: title,
    autoClose: 6000,
    renderNotification: () => <Toast id={id} tone="good" title={title} message={message} undo={undo} />,
  })
}
