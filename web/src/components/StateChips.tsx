import type { ReactNode } from 'react'
import { useIsPhone } from '../lib/use-is-phone.ts'
import { type Chip, Chips } from '../ui/Chips.tsx'
import { serverTroubleOrder, states } from '../ui/marks/states.ts'
import type { Show } from './use-shown-servers.ts'

type Props = {
  value: Show
  counts: Record<string, number> | null
  onChange: (show: Show) => void
  /** A rule between what is on and off and what is in trouble. */
  parted?: boolean
  /** After the last chip. */
  children?: ReactNode
}

// Enabled and Disabled say it already.
const silent: readonly string[] = ['protected', 'unprotected']

/** Which servers are shown: all, those with and without backups, and each kind of trouble that is there. */
export function StateChips({ value, counts, onChange, parted, children }: Props) {
  const troubles = serverTroubleOrder.filter((state) => !silent.includes(state) && (counts?.[state] || state === value))
  const phone = useIsPhone()
  const all: Chip<Show> = { value: 'all', word: 'All', count: counts?.all }
  const standing: Chip<Show>[] = [
    { value: 'enabled', word: 'Enabled', count: counts?.enabled },
    { value: 'disabled', word: 'Disabled', count: counts?.disabled },
  ]
  const inTrouble: Chip<Show>[] = troubles.map((state, index) => ({
    parted: parted === true && !phone && index === 0,
    value: state,
    word: states.server[state].word,
    count: counts ? (counts[state] ?? 0) : undefined,
    look: states.server[state],
  }))
  // Where few fit beside each other, what needs a hand comes first.
  const chips = phone ? [all, ...inTrouble, ...standing] : [all, ...standing, ...inTrouble]
  return (
    <Chips label="Which servers" chips={chips} value={value} onChange={onChange}>
      {children}
    </Chips>
  )
}
