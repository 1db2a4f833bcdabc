import { useEffect, useState, useSyncExternalStore } from 'react'
import styles from './Toast.module.css'
import { Toast } from './Toast.tsx'
import { type ToastShown, toasts } from './toasts.ts'

const shownMs = 6000

/** The corner where toasts stand, above everything else. */
export function ToastRegion() {
  const all = useSyncExternalStore(toasts.subscribe, toasts.all)
  return (
    <div className={styles.region} data-toasts>
      {all.map((toast) => (
        <Standing key={toast.id} toast={toast} />
      ))}
    </div>
  )
}

/** Good news goes by itself, but not while somebody points at it or is about to press Undo. */
function Standing({ toast }: { toast: ToastShown }) {
  const [held, setHeld] = useState(false)
  const stays = held || toast.tone === 'bad'
  useEffect(() => {
    if (stays) return
    const timer = setTimeout(() => toasts.hide(toast.id), shownMs)
    return () => clearTimeout(timer)
  }, [stays, toast.id])
  const hold = () => setHeld(true)
  const letGo = () => setHeld(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing is done here; it only waits
    <div onPointerEnter={hold} onPointerLeave={letGo} onFocus={hold} onBlur={letGo}>
      <Toast {...toast} />
    </div>
  )
}
