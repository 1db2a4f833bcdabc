import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useOrganization, useOrganizations } from '../api/organizations.ts'
import { SearchSelect } from '../ui/SearchSelect.tsx'

type Props = {
  label?: string
  'aria-label'?: string
  className?: string
  description?: string
  error?: string
  value: string | null
  onChange: (id: string | null) => void
  /** The first entry, for none at all: "All customers". */
  none?: string
  /** An organization that cannot be chosen, such as the one something is in already. */
  without?: string
  /** In something that floats itself: the choices stay inside of it. */
  inside?: boolean
}

const moreKey = 'more'

/** One organization out of any number: the list is searched by the server while one types. */
export function OrganizationSelect({ value, onChange, none, without, inside, ...field }: Props) {
  const [typed, setTyped] = useState('')
  const chosen = useOrganization(value)
  // The name of what is chosen stands in the field, and is no search.
  const [q] = useDebouncedValue(typed === chosen.data?.name || typed === none ? '' : typed.trim(), 200)
  const found = useOrganizations(q)
  const rows = (found.rows ?? []).filter((one) => one.id !== without)
  const missing = chosen.data && !rows.some((one) => one.id === chosen.data.id) ? [chosen.data] : []
  const data = [
    ...(none ? [{ value: '', label: none }] : []),
    ...[...missing, ...rows].map((one) => ({ value: one.id, label: one.house ? `${one.name} (house)` : one.name })),
    ...(found.hasMore ? [{ value: moreKey, label: 'Type to find more', disabled: true }] : []),
  ]
  return (
    <SearchSelect
      {...field}
      {...(inside ? { comboboxProps: { withinPortal: false, shadow: 'md', offset: 4 } } : {})}
      data={data}
      placeholder={found.rows ? 'Type to search' : 'Loading the customers'}
      nothingFoundMessage={found.rows ? 'No customer has such a name.' : 'Searching'}
      value={value ?? (none ? '' : null)}
      onChange={(id) => onChange(id || null)}
      searchValue={typed}
      onSearchChange={setTyped}
    />
  )
}
