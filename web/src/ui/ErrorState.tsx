import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ApiError } from '../api/api-error.ts'
import { CopyButton } from './CopyButton.tsx'
import styles from './ErrorState.module.css'
import { errorDetails } from './error-details.ts'
import { StateMark } from './marks/StateMark.tsx'
import { Told } from './Told.tsx'

type Props = {
  /** What could not be done. */
  title: string
  error: unknown
  onRetry?: () => void
  /** What still works. */
  children?: ReactNode
  retrying?: boolean
}

/** Something could not be shown: what, why, what still works, the request's id, and a way to try again. */
export function ErrorState({ title, error, onRetry, children, retrying }: Props) {
  const message =
    error instanceof ApiError
      ? error.message
      : 'This page met a fault of its own. Load it again; nothing you saved is lost.'
  const reference =
    error instanceof ApiError
      ? [error.requestId ? `request_id ${error.requestId}` : null, error.status || null].filter(Boolean).join(' · ')
      : ''
  return (
    <div className={styles.error} role="alert">
      <p className={styles.title}>
        <StateMark mark="cross" tone="bad" />
        {title}
      </p>
      <p className={styles.text}>
        <Told text={message} /> {children}
      </p>
      {reference && <p className={styles.reference}>{reference}</p>}
      <div className={styles.actions}>
        {onRetry && (
          <Button leftSection={<IconRefresh size={16} stroke={1.6} />} onClick={onRetry} loading={retrying}>
            Try again
          </Button>
        )}
        <CopyButton variant="plain" value={() => errorDetails(title, error)}>
          Copy details
        </CopyButton>
      </div>
    </div>
  )
}
