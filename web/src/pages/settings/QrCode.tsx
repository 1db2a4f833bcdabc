import { useMemo } from 'react'
import styles from './QrCode.module.css'
import { qrPath } from './qr-path.ts'

/** A QR code, dark on white in both themes: many readers do not find the inverse. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { side, d } = useMemo(() => qrPath(text), [text])
  return (
    <svg
      className={styles.code}
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={d} fill="#151c20" />
    </svg>
  )
}
