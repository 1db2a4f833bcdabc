import type { Services } from '../context.ts'
import type { ObjectType, StoredObject } from '../storage/object-store.ts'
import type { Stores } from '../storage/stores.ts'
import { knownNames } from './object-queries.ts'
import { storeOf } from './store-of.ts'

const batch = 1_000

/** Counts and logs what lies in the store and in no journal: somebody put it there, so it is left alone. */
export const logUnknownObjects = async (
  ctx: Services,
  { stores, repository_id }: { stores: Stores; repository_id: string },
): Promise<number> => {
  const store = await storeOf(ctx, { stores, repository_id })
  let unknown = 0
  const look = async (found: readonly StoredObject[]) => {
    const types = new Map<ObjectType, string[]>()
    for (const { ref } of found) types.set(ref.type, [...(types.get(ref.type) ?? []), ref.name])
    for (const [type, names] of types) {
      const known = await knownNames(ctx.db, repository_id, type, names)
      const strange = names.filter((name) => !known.has(name))
      unknown += strange.length
      for (const object of strange.slice(0, 10)) ctx.log.warn({ repository_id, type, object }, 'an unknown object')
    }
  }
  let found: StoredObject[] = []
  for await (const object of store.list(repository_id)) {
    found.push(object)
    if (found.length < batch) continue
    await look(found)
    found = []
  }
  await look(found)
  return unknown
}
