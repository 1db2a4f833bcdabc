import { IconX } from '@tabler/icons-react'
import { StateMark } from '../marks/StateMark.tsx'
import { Told } from '../Told.tsx'
import styles from './Toast.module.css'
import { type ToastShown, toasts } from './toasts.ts'

/** One toast: inverse, the fact first, Undo where it can be undone. */
export function Toast({ id, tone, title, message, undo, undo_word = 'Undo' }: ToastShown) {
  const close = () => toasts.hide(id)
  return (
    <div className={styles.toast} role={tone === 'bad' ? 'alert' : 'status'}>
      <span className={styles[tone]}>
        <StateMark mark={tone === 'good' ? 'tick' : 'cross'} tone="inherit" />
      </span>
      <p className={styles.text}>
        <strong>{title}</strong> {typeof message === 'string' ? <Told text={message} /> : message}
      </p>
      {undo && (
        <button
          type="button"
          className={styles.action}
          onClick={() => {
            close()
            undo()
          }}
        >
          {undo_word}
        </button>
      )}
      {tone === 'bad' && (
        <button type="button" className={styles.action} onClick={close} aria-label="Close this message">
          <IconX size={16} stroke={1.6} aria-hidden="true" />
        </button>
      )}
    </div>
  )
}
