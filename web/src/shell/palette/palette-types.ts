import type { Icon } from '@tabler/icons-react'

export type PaletteGroup = 'Pages' | 'Servers' | 'Customers' | 'Actions'

export type PaletteItem = {
  key: string
  group: PaletteGroup
  word: string
  /** In ink-3 after the word. */
  detail?: string
  icon: Icon
  keys?: string | readonly string[]
  /** Other words one may type for it. */
  also?: string
  run: () => void
}
