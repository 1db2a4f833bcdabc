import { ActionButton } from '../ui/ActionButton.tsx'
import { type LeaveOff, useLeaveOff } from './use-leave-off.ts'

/** Leaves off what was switched off elsewhere, or never had a first backup. */
export function LeaveOffButton({ variant = 'plain', ...props }: LeaveOff & { variant?: 'plain' | 'quiet' }) {
  const { busy, leave } = useLeaveOff(props)
  return (
    <ActionButton
      variant={variant}
      disabledReason={busy ? 'The last click is still being worked on.' : null}
      onClick={leave}
    >
      Leave off
      <span className="bs-hidden"> {props.server.name}</span>
    </ActionButton>
  )
}
