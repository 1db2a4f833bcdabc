import { showIn } from '../../components/show-in.ts'
import { stateAsked } from '../../components/use-shown-servers.ts'
import { searchOf } from '../../lib/search-of.ts'
import { type BackupsQuery, paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import type { Sort } from '../../ui/table/table-types.ts'

const serverSorts = [
  'name',
  '-name',
  'storage_bytes',
  '-storage_bytes',
  'last_backup_at',
  '-last_backup_at',
  '-trouble',
] as const
const rpoStatuses = ['met', 'at_risk', 'missed'] as const
const postures = [
  'drill_passed',
  'drill_failed',
  'drill_untested',
  'copy_outside',
  'no_copy_outside',
  'files_and_image',
  'one_kind',
  'kit_saved',
  'kit_not_saved',
] as const
const wents = ['good', 'warning', 'missed'] as const
/** The columns of the table and what the API sorts by. */
const columnOf: Record<string, string> = { name: 'name', storage_bytes: 'storage', last_backup_at: 'last' }
const sortOf: Record<string, string> = { name: 'name', storage: 'storage_bytes', last: 'last_backup_at' }

/** Trouble first unless the address says otherwise. The worst on top counts as downwards, as the largest does. */
const sortedBy = (sort: (typeof serverSorts)[number] | undefined): Sort =>
  sort === undefined || sort === '-trouble'
    ? { by: 'status', descending: sort === undefined }
    : { by: columnOf[sort.replace('-', '')] ?? 'name', descending: sort.startsWith('-') }

const sortAsked = ({ by, descending }: Sort): string | undefined =>
  by === 'status' ? (descending ? undefined : '-trouble') : `${descending ? '-' : ''}${sortOf[by] ?? 'name'}`

/** The body of a request has a real yes where an address has the word. */
const forBulk = <Within extends { has_points?: 'true' }>({ has_points, ...within }: Within) => ({
  ...within,
  ...(has_points ? { has_points: true } : {}),
})

/** What the address asks to be shown, and the way to ask for something else. */
export function useBackupsView() {
  const go = useGo()
  const query = useAddressQuery()
  const q = searchOf(query)
  const show = showIn(query.get('show')) ?? 'all'
  const sort = serverSorts.find((one) => one === query.get('sort'))
  const within = {
    organization_id: query.get('organization_id') ?? undefined,
    provider: query.get('provider') ?? undefined,
    plan_id: query.get('plan_id') ?? undefined,
    rpo_status: rpoStatuses.find((one) => one === query.get('rpo_status')),
    posture: postures.find((one) => one === query.get('posture')),
    day: query.get('day') ?? undefined,
    went: wents.find((one) => one === query.get('went')),
    has_points: query.get('has_points') === 'true' ? ('true' as const) : undefined,
  }
  const change = (more: BackupsQuery) => {
    const next = { q, show, sort, ...within, ...more }
    go(paths.backups({ ...next, show: next.show === 'all' ? undefined : next.show }), { replace: true })
  }
  const onSort = (next: Sort) => change({ sort: sortAsked(next) })
  /** What is shown, in the words of the API. */
  const asked = {
    ...within,
    q: q || undefined,
    state: stateAsked(show),
    backups: show === 'enabled' || show === 'disabled' ? show : undefined,
    sort: sort ?? ('trouble' as const),
  }
  const filtered = q !== '' || show !== 'all' || Object.values(within).some(Boolean)
  /** The same servers in words the API's bulk work takes, as far as they are without backups. */
  const disabledFilter = {
    ...forBulk(within),
    q: q || undefined,
    state: stateAsked(show),
    backups: 'disabled' as const,
  }
  return { asked, disabledFilter, q, show, sort: asked.sort, sorted: sortedBy(sort), onSort, within, filtered, change }
}

export type BackupsView = ReturnType<typeof useBackupsView>
