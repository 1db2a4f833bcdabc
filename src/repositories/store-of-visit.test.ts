import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRepositoryWorld, type RepositoryWorld } from '../../test/helpers/repositories.ts'
import { isoPlusMs } from '../lib/clock.ts'
import { createMemoryStore } from '../storage/memory.ts'
import { createStores } from '../storage/stores.ts'
import { findVisit } from './journal-queries.ts'
import { storeOfVisit } from './store-of-visit.ts'

let world: RepositoryWorld
beforeEach(async () => {
  world = await createRepositoryWorld()
})
afterEach(() => world.end())

test('a location is asked for once, and again when it has changed', async () => {
  const { ctx, credential, clock } = world
  const versions: string[] = []
  const stores = createStores({
    staging_folder: '/nowhere',
    makeName: () => 'none',
    nowMs: ctx.clock.nowMs,
    open: ({ version }) => {
      versions.push(version)
      return createMemoryStore()
    },
  })
  const credential_id = await credential('read')
  const visit = async () => {
    const row = await findVisit(ctx.db, credential_id, null)
    if (row === undefined) throw new Error('The credential is gone.')
    return row
  }
  const before = await visit()
  const first = await storeOfVisit(ctx, { stores, visit: before })
  const noDatabase = {
    ...ctx,
    get db(): never {
      throw new Error('The location is known; nobody need be asked.')
    },
  }
  expect(await storeOfVisit(noDatabase, { stores, visit: before })).toBe(first)
  expect(await storeOfVisit(noDatabase, { stores, visit: await visit() })).toBe(first)

  clock.advanceMs(1_000)
  await ctx.db.updateTable('storage_locations').set({ updated_at: clock.now() }).execute()
  const second = await storeOfVisit(ctx, { stores, visit: await visit() })
  expect(second).not.toBe(first)
  // Whoever began before the change is served from what there is now.
  expect(await storeOfVisit(ctx, { stores, visit: before })).toBe(second)
  expect(versions).toEqual([before.location_version, isoPlusMs(before.location_version, 1_000)])
  await stores.close()
})
