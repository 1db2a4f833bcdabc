import { IconAlertTriangle, IconCircleX, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './Notice.module.css'

type Props = {
  tone: 'info' | 'warn' | 'bad'
  /** One sentence of fact. */
  title: ReactNode
  /** Cause and scope. */
  children?: ReactNode
  actions?: ReactNode
  icon?: ReactNode
  /** For failures of what the person just did. */
  alert?: boolean
}

const icons = { info: IconInfoCircle, warn: IconAlertTriangle, bad: IconCircleX }

/** Something that touches this page: the fact first, then cause and scope, actions at the right. */
export function Notice({ tone, title, children, actions, icon, alert }: Props) {
  const Icon = icons[tone]
  return (
    <div className={styles.notice} data-tone={tone} role={alert ? 'alert' : undefined}>
      <span className={styles.icon} aria-hidden="true">
        {icon ?? <Icon size={16} stroke={1.6} />}
      </span>
      <p className={styles.text}>
        <strong>{title}</strong> {children}
      </p>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
