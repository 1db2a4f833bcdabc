import type { Db } from '../../../src/db/database.ts'
import type { Capabilities, ProviderName } from '../../../src/providers/provider.ts'
import type { Place, Target } from './flows.ts'

/** Servers of one cloud that fit what is done with them. */
export const choosePlace = async (
  db: Db,
  provider: ProviderName,
  { snapshot, native }: Pick<Capabilities, 'snapshot' | 'native'>,
): Promise<Place> => {
  const rows = await db
    .selectFrom('servers')
    .select(['id', 'name', 'size', 'provider_ref', 'native_state', 'status', 'locked'])
    .where('provider', '=', provider)
    .orderBy('id')
    .execute()
  const counts = await db
    .selectFrom('recovery_points')
    .select(['server_id', ({ fn }) => fn.countAll<number>().as('count')])
    .where('state', '=', 'available')
    .groupBy('server_id')
    .execute()
  const has = new Map(counts.map(({ server_id, count }) => [server_id, Number(count)]))
  const slotsOf = (size: string | null) => {
    const slots = snapshot?.slots ?? null
    return typeof slots === 'function' ? slots(size) : slots
  }
  const usable = rows.filter(({ status, locked, size }) => {
    const fits = native?.available_for === undefined || native.available_for(size) === true
    return status === 'running' && !locked && fits
  })
  const off = usable.filter(({ native_state }) => native_state === 'off')
  // Linode's images are its own backups, and its one snapshot is part of them.
  const images =
    provider === 'linode'
      ? usable.find(({ id, native_state }) => native_state === 'on' && (has.get(id) ?? 0) > 0)
      : off.find(({ size }) => (slotsOf(size) ?? 9) >= 3)
  const others = off.filter(({ id }) => id !== images?.id)
  const [first, ...fresh] = others.map(targetOf)
  if (images === undefined || first === undefined) throw new Error(`no servers at ${provider} fit`)
  const listed = usable.filter(({ id, native_state }) => id !== images.id && native_state === 'on' && has.has(id))
  return {
    provider,
    images: targetOf(images),
    native: first,
    fresh,
    listed: listed.map(targetOf),
    slots: slotsOf(images.size),
  }
}

const targetOf = ({ id, name, provider_ref }: { id: string; name: string; provider_ref: string | null }): Target => ({
  id,
  name,
  provider_ref: provider_ref ?? '',
})
