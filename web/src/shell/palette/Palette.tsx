import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, type MouseEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { longestSearch } from '../../lib/search-of.ts'
import { useViewer } from '../viewer.ts'
import { matchPalette } from './match-palette.ts'
import styles from './Palette.module.css'
import { PaletteList } from './PaletteList.tsx'
import type { PaletteItem } from './palette-types.ts'
import { usePaletteItems } from './use-palette-items.ts'

type Props = { open: boolean; onClose: () => void }

/** Ctrl K: one field to go, find and act. */
export function Palette({ open, onClose }: Props) {
  return open ? <PaletteDialog onClose={onClose} /> : null
}

/** The browser's own dialog: it is here with the page, so that the first letters typed are not lost to a script on its way. */
function PaletteDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    // Closed before it goes, it gives the focus back.
    return () => shown?.close()
  }, [])
  const onBeside = (event: MouseEvent) => {
    if (event.target === dialog.current) onClose()
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the key for it, and the browser says so by `cancel`
    <dialog
      ref={dialog}
      className={styles.content}
      aria-modal="true"
      aria-label="Go, find, act"
      onClick={onBeside}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <PaletteInside onClose={onClose} />
    </dialog>
  )
}

// Mounted only while open, so that it always begins empty.
function PaletteInside({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [q] = useDebouncedValue(typed.trim(), 150)
  const { items, searching } = usePaletteItems(q)
  const operator = useViewer().scope.kind === 'operator'
  const hint = `Search servers, ${operator ? 'customers, runs, ' : ''}pages and actions`
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
          // biome-ignore lint/a11y/noAutofocus: it opens because somebody is about to type
          autoFocus
          className={styles.input}
          maxLength={longestSearch}
          role="combobox"
          aria-expanded
          aria-controls={id}
          aria-activedescendant={shown[active] ? `${id}-${active}` : undefined}
          aria-label={hint}
          placeholder={hint}
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
