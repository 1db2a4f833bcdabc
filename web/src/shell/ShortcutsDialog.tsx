import { Button } from '@mantine/core'
import { Fragment } from 'react'
import { useLettersOn } from '../lib/use-letters-on.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { isMac } from './is-mac.ts'
import { navFor } from './nav.ts'
import styles from './ShortcutsDialog.module.css'
import { roleOf, useViewer } from './viewer.ts'

type Row = readonly [keys: string | readonly string[], act: string]

/** Every key there is, in three groups. */
export function ShortcutsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const pages = navFor(roleOf(useViewer()))
  const letters = useLettersOn()
  const groups: readonly (readonly [title: string, rows: readonly Row[]])[] = [
    [
      'Everywhere',
      [
        [isMac() ? '⌘ K' : 'Ctrl K', 'Go, find, act'],
        ['/', 'Search'],
        ['?', 'This list'],
        ['Esc', 'Close, or clear'],
      ],
    ],
    ['Go to', pages.map((page): Row => [['g', page.letter], page.word])],
    [
      'In a list',
      [
        [['j', 'k'], 'Next and previous row'],
        [['↓', '↑'], 'The same'],
        ['→', 'Into the row'],
        ['Enter', 'Open'],
        ['x', 'Select'],
        ['Shift x', 'Select up to here'],
        ['e', 'Enable, or disable'],
        ['b', 'Back up now'],
        ['r', 'Restore'],
        ['h', 'History'],
      ],
    ],
  ]
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Keyboard shortcuts"
      readOnly
      consequence={
        letters
          ? 'Single letters do nothing while you type. They can be switched off in Settings.'
          : 'Single letters are switched off in Settings; the other keys work.'
      }
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <div className={styles.groups}>
        {groups.map(([title, rows]) => (
          <section key={title}>
            <h3 className={styles.title}>{title}</h3>
            <dl className={styles.rows}>
              {rows.map(([keys, act]) => (
                <Fragment key={act}>
                  <dt>
                    <Kbd keys={keys} />
                  </dt>
                  <dd>{act}</dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
