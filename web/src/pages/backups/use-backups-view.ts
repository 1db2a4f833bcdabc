import { showIn } from '../../components/show-in.ts'
import { stateAsked } from '../../components/use-shown-servers.ts'
import { type BackupsQuery, paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'

/** What the address asks to be shown, and the way to ask for something else. */
export function useBackupsView() {
  const go = useGo()
  const query = useAddressQuery()
  const q = query.get('q') ?? ''
  const show = showIn(query.get('show')) ?? 'all'
  const descending = query.get('sort') === '-name'
  const sort = descending ? ('-name' as const) : undefined
  const within = {
    organization_id: query.get('organization_id') ?? undefined,
    provider: query.get('provider') ?? undefined,
  }
  const change = (more: BackupsQuery) => {
    const next = { q, show, sort, ...within, ...more }
    go(paths.backups({ ...next, show: next.show === 'all' ? undefined : next.show }), { replace: true })
  }
  const filtered = q !== '' || show !== 'all' || Object.values(within).some(Boolean)
  /** The same servers in words the API's bulk work takes, as far as they are without backups. */
  const disabledFilter = { ...within, q: q || undefined, state: stateAsked(show), backups: 'disabled' as const }
  return { disabledFilter, q, show, sort, descending, within, filtered, change }
}

export type BackupsView = ReturnType<typeof useBackupsView>
