import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { copyText } from '../lib/copy-text.ts'

type Props = {
  value: string | (() => string)
  children?: ReactNode
  variant?: 'default' | 'quiet' | 'plain'
  size?: 'xs' | 'sm' | 'md'
  label?: string
  /** What one came for: the focus goes here when it appears, and pressing Enter once more does no harm. */
  takesFocus?: boolean
  onCopied?: () => void
}

/** Copies a text and says whether that worked. */
export function CopyButton({
  value,
  children = 'Copy',
  variant = 'default',
  size = 'sm',
  label,
  takesFocus,
  onCopied,
}: Props) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null)
  useEffect(() => {
    if (outcome === null) return
    const timer = setTimeout(() => setOutcome(null), 2500)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = async () => {
    const worked = await copyText(typeof value === 'string' ? value : value())
    setOutcome(worked ? 'copied' : 'failed')
    if (worked) onCopied?.()
  }
  const Icon = outcome === 'copied' ? IconCheck : IconCopy
  return (
    <Button
      variant={variant}
      size={size}
      aria-label={outcome === null ? label : undefined}
      onClick={copy}
      autoFocus={takesFocus}
      leftSection={variant === 'plain' ? undefined : <Icon size={16} stroke={1.6} />}
    >
      <span aria-live="polite">
        {outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'Not copied, select it' : children}
      </span>
    </Button>
  )
}
