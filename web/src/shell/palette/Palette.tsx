import { Modal } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { useViewer } from '../viewer.ts'
import { matchPalette } from './match-palette.ts'
import styles from './Palette.module.css'
import { PaletteList } from './PaletteList.tsx'
import type { PaletteItem } from './palette-types.ts'
import { usePaletteItems } from './use-palette-items.ts'

type Props = { open: boolean; onClose: () => void }

/** Ctrl K: one field to go, find and act. */
export function Palette({ open, onClose }: Props) {
  return (
    <Modal.Root
      opened={open}
      onClose={onClose}
      size={560}
      yOffset="12vh"
      padding={0}
      // Not as className of the content: Mantine would put that on the full-screen box around it too.
      classNames={{ content: styles.content }}
      transitionProps={{ duration: 120, transition: 'fade' }}
    >
      <Modal.Overlay className={styles.scrim} />
      <Modal.Content aria-label="Go, find, act">
        <PaletteInside onClose={onClose} />
      </Modal.Content>
    </Modal.Root>
  )
}

// Mounted only while open, so that it always begins empty.
function PaletteInside({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [q] = useDebouncedValue(typed.trim(), 150)
  const { items, searching } = usePaletteItems(q)
  const operator = useViewer().scope.kind === 'operator'
  const shown = matchPalette(items, typed)
  const active = Math.min(at, Math.max(0, shown.length - 1))
  const id = useId()
  const run = (item: PaletteItem | undefined) => {
    if (!item) return
    onClose()
    item.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const last = shown.length - 1
    if (event.key === 'ArrowDown') setAt(active === last ? 0 : active + 1)
    else if (event.key === 'ArrowUp') setAt(active === 0 ? last : active - 1)
    else if (event.key === 'Enter') run(shown[active])
    else return
    event.preventDefault()
  }
  return (
    <>
      <div className={styles.field}>
        <IconSearch size={16} stroke={1.6} aria-hidden="true" />
        <input
          data-autofocus
          // The dialog's own focus comes a moment later, and the first letters typed would be lost.
          // biome-ignore lint/a11y/noAutofocus: it opens because somebody is about to type
          autoFocus
          className={styles.input}
          role="combobox"
          aria-expanded
          aria-controls={id}
          aria-activedescendant={shown[active] ? `${id}-${active}` : undefined}
          aria-label={operator ? 'Search servers, customers, pages and actions' : 'Search servers, pages and actions'}
          placeholder={operator ? 'Search servers, customers, pages and actions' : 'Search servers, pages and actions'}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <PaletteList
        id={id}
        items={shown}
        active={active}
        searching={searching}
        typed={typed}
        onPoint={setAt}
        onRun={run}
      />
    </>
  )
}
