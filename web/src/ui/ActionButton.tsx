import { Button, type ButtonProps, Tooltip } from '@mantine/core'
import type { MouseEvent, ReactNode } from 'react'
import { useRowTabIndex } from './table/table-context.ts'

type Props = ButtonProps & {
  children: ReactNode
  onClick?: () => void
  type?: 'button' | 'submit'
  /** Why the button does nothing now. It stays reachable, so that the reason can be read. */
  disabledReason?: string | null
  'aria-label'?: string
  'aria-expanded'?: boolean
}

/** A button that says why it is disabled instead of falling silent. Inside a table row it joins the row's one tab stop. */
export function ActionButton({ disabledReason, onClick, children, ...button }: Props) {
  const tabIndex = useRowTabIndex()
  const off = disabledReason
    ? { 'data-disabled': true, 'aria-disabled': true, onClick: (event: MouseEvent) => event.preventDefault() }
    : { onClick }
  // The same tree in both states: a button that falls silent while it has the focus keeps it.
  return (
    <Tooltip label={disabledReason ?? ''} disabled={!disabledReason}>
      <Button tabIndex={tabIndex} {...button} {...off}>
        {children}
        {disabledReason && <span className="bs-hidden">: {disabledReason}</span>}
      </Button>
    </Tooltip>
  )
}
