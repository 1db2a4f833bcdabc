import { Button, type ButtonProps, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import { useRowTabIndex } from './table/table-context.ts'

type Props = ButtonProps & {
  children: ReactNode
  onClick?: () => void
  /** Why the button does nothing now. It stays reachable, so that the reason can be read. */
  disabledReason?: string | null
  'aria-label'?: string
}

/** A button that says why it is disabled instead of falling silent. Inside a table row it joins the row's one tab stop. */
export function ActionButton({ disabledReason, onClick, children, ...button }: Props) {
  const tabIndex = useRowTabIndex()
  if (!disabledReason) {
    return (
      <Button tabIndex={tabIndex} onClick={onClick} {...button}>
        {children}
      </Button>
    )
  }
  return (
    <Tooltip label={disabledReason}>
      <Button tabIndex={tabIndex} {...button} data-disabled aria-disabled onClick={(event) => event.preventDefault()}>
        {children}
        <span className="bs-hidden">: {disabledReason}</span>
      </Button>
    </Tooltip>
  )
}
