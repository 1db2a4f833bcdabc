import type { ReactNode } from 'react'

export type ToastShown = {
  id: string
  tone: 'good' | 'bad'
  title: string
  message?: ReactNode
  undo?: (() => void) | undefined
  /** What takes it back, where that is more than “Undo” says. */
  undo_word?: string | undefined
}

/** More than these cover the page: the oldest gives way. */
const most = 5

let shown: readonly ToastShown[] = []
const listeners = new Set<() => void>()

function become(next: readonly ToastShown[]): void {
  shown = next
  for (const listener of listeners) listener()
}

/** What is on the screen, for the region that draws it. Toasts come from outside of React's tree, so they live outside of it. */
export const toasts = {
  all: () => shown,
  show: (toast: ToastShown) => become([...shown.filter(({ id }) => id !== toast.id), toast].slice(-most)),
  hide: (id: string) => become(shown.filter((toast) => toast.id !== id)),
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}
