import type { ReactNode } from 'react'
import { capital } from '../../lib/capital.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'

type Props = { add: ReactNode; none: boolean; q: string; host: string; onClear: () => void }

/** No servers at all, or none that fit. */
export function ServersEmpty({ add, none, q, host, onClear }: Props) {
  if (none) {
    return (
      <EmptyState strip title="No servers yet" action={add}>
        {capital(host)} gives servers to your organization; they appear here within a second, with backups off. You then
        switch backups on yourself, server by server. Any machine of your own comes in with one command.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      strip
      title={q === '' ? 'No server matches this filter' : `No server matches “${q}”`}
      action={<ActionButton onClick={onClear}>Clear the filters</ActionButton>}
    >
      The search looks at any part of the name, and at the beginning of the provider’s id.
    </EmptyState>
  )
}
