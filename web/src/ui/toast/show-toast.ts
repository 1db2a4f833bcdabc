import type { ReactNode } from 'react'
import { toasts } from './toasts.ts'

type Options = {
  /** What is done, in two or three words. */
  title: string
  /** To what, and what follows. */
  message?: ReactNode
  /** Takes it back, where that is possible. */
  undo?: (() => void) | undefined
  /** What takes it back, where that is more than “Undo” says. */
  undo_word?: string
}

let count = 0

/** Says what was just done; gone after 6 s. */
export function showToast(options: Options): void {
  count += 1
  toasts.show({ id: `toast-${count}`, tone: 'good', ...options })
}
