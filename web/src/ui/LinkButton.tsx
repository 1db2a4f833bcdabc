import { Button, type ButtonProps } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Path } from '../paths.ts'
import { AppLink } from '../shell/AppLink.tsx'
import { ActionButton } from './ActionButton.tsx'
import styles from './LinkButton.module.css'

type Props = ButtonProps & {
  to: Path
  children: ReactNode
  /** Why one cannot go there. */
  disabledReason?: string | null
}

/** A link that looks like a button: it goes somewhere, and opens in a new tab where one wants that. */
export function LinkButton({ to, children, disabledReason, ...button }: Props) {
  if (disabledReason)
    return (
      <ActionButton {...button} disabledReason={disabledReason}>
        {children}
      </ActionButton>
    )
  return (
    <Button {...button} className={styles.link} renderRoot={(root: RootProps) => <AppLink {...root} to={to} />}>
      {children}
    </Button>
  )
}

/** What Mantine hands to the root: its classes, and the label in its boxes. */
type RootProps = { children: ReactNode }
