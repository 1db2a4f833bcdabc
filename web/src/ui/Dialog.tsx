import { Modal } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { focusHome } from '../lib/focus-home.ts'
import { useIsPhone } from '../lib/use-is-phone.ts'
import styles from './Dialog.module.css'
import { markBeginning } from './mark-beginning.ts'

export type DialogProps = {
  open: boolean
  onClose: () => void
  title: string
  /** One line that names the object. */
  about?: ReactNode
  wide?: boolean
  /** Something was typed: Escape and a click beside the dialog no longer throw it away. */
  typed?: boolean
  /** Nothing in it takes the focus: then the part that scrolls does, so that keys can scroll it. */
  readOnly?: boolean
  /** At the foot, left: what pressing the verb leads to. */
  consequence?: ReactNode
  /** At the foot, right: Cancel and one verb. */
  actions: ReactNode
  onSubmit?: () => void
  children: ReactNode
}

const fadeMs = 160
const goneMs = 2 * fadeMs

/** A dialog: 560 wide (960 for planners), the whole screen on a phone. Focus begins at its first field, else at what leaves all as it is; it is held inside and given back. */
export function Dialog({
  open,
  onClose,
  title,
  about,
  wide,
  typed,
  readOnly,
  consequence,
  actions,
  onSubmit,
  children,
}: DialogProps) {
  const phone = useIsPhone()
  // Mantine remembers what had the focus when a dialog opens, but not for one that is open from the start.
  const [mounted, setMounted] = useState(false)
  useEffect(() => setMounted(true), [])
  useEffect(() => {
    if (!open) return
    // What opened it may be gone with what was done, such as the row of what was deleted.
    return () => void setTimeout(focusHome, goneMs)
  }, [open])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // A dialog drawn inside another form must not send that one too.
    event.stopPropagation()
    onSubmit?.()
  }
  const inside = (
    <>
      <div
        ref={markBeginning}
        className={styles.body}
        {...(readOnly ? { role: 'region', 'aria-label': title, tabIndex: 0 } : {})}
      >
        {children}
      </div>
      <footer className={styles.foot}>
        <p className={styles.consequence}>{consequence}</p>
        <div className={styles.actions}>{actions}</div>
      </footer>
    </>
  )
  return (
    <Modal.Root
      opened={open && mounted}
      onClose={onClose}
      size={wide ? 960 : 560}
      fullScreen={phone}
      padding={0}
      yOffset="10vh"
      // Not as className of the content: Mantine would put that on the full-screen box around it too.
      classNames={{ content: styles.content }}
      closeOnEscape={!typed}
      closeOnClickOutside={!typed}
      transitionProps={{ duration: fadeMs, transition: 'fade' }}
    >
      <Modal.Overlay className={styles.scrim} />
      <Modal.Content>
        <div className={styles.head}>
          <div>
            <Modal.Title className={styles.title}>{title}</Modal.Title>
            {about && <p className={styles.about}>{about}</p>}
          </div>
          <Modal.CloseButton aria-label="Close" />
        </div>
        {onSubmit ? (
          <form className={styles.form} onSubmit={submit} noValidate>
            {inside}
          </form>
        ) : (
          <div className={styles.form}>{inside}</div>
        )}
      </Modal.Content>
    </Modal.Root>
  )
}
