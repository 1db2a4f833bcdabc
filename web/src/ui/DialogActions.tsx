import { Button } from '@mantine/core'
import type { ReactNode } from 'react'

type Props = {
  onClose: () => void
  loading: boolean
  disabled?: boolean
  tone?: 'filled' | 'danger'
  /** Nothing has to be typed: Enter sends the form at once. */
  focused?: boolean
  /** The verb, such as "Make the key". */
  children: ReactNode
}

/** The foot of a dialog with a form: Cancel, and the one verb that sends it. */
export function DialogActions({ onClose, loading, disabled, tone = 'filled', focused, children }: Props) {
  // What cannot take the focus when a dialog opens would leave it outside.
  const begins = focused && !disabled && !loading
  return (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button variant={tone} type="submit" loading={loading} disabled={disabled} data-autofocus={begins || undefined}>
        {children}
      </Button>
    </>
  )
}
