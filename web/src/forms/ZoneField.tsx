import { useMemo } from 'react'
import { useNow } from '../lib/use-now.ts'
import { zoneOffset } from '../lib/zone-offset.ts'
import { SearchSelect } from '../ui/SearchSelect.tsx'

type Props = { value: string; onChange: (zone: string) => void }

/** By whose clocks, with how these stand against UTC now. */
export function ZoneField({ value, onChange }: Props) {
  const now = useNow()
  const zones = useMemo(() => [...new Set([value, 'UTC', ...Intl.supportedValuesOf('timeZone')])], [value])
  return (
    <SearchSelect
      label={
        <>
          Time zone <span className="bs-dim">{zoneOffset(value, now)}</span>
        </>
      }
      data={zones}
      limit={80}
      value={value}
      onChange={(zone) => onChange(zone ?? 'UTC')}
      nothingFoundMessage="No such zone."
    />
  )
}
