import { afterEach, expect, test } from 'vitest'
import { createImageWorld, type ImageWorld } from '../../test/helpers/image-world.ts'
import { systemCaller } from '../context.ts'
import { bulkAdopt } from '../servers/bulk-adopt.ts'
import { loadServer } from '../servers/load-server.ts'
import { previewPlaces } from './preview-places.ts'
import { toggleBackups } from './toggle-backups.ts'

// The one rule of places, as the cards ask it, held against what a toggle then does.

let world: ImageWorld
afterEach(() => world.end())

const open = async (provider: 'digitalocean' | 'contabo', plan: { retention_days: number; methods?: 'files'[] }) => {
  world = await createImageWorld(provider)
  const { ctx, server } = world
  const { organization_id } = await loadServer(ctx, { server_id: server.id })
  const { plan_id } = await ctx.db.selectFrom('subscriptions').select('plan_id').executeTakeFirstOrThrow()
  await ctx.db.updateTable('plans').set(plan).where('id', '=', plan_id).execute()
  const [other] = await ctx.db.selectFrom('servers').select('id').where('id', '!=', server.id).orderBy('id').execute()
  const other_id = other?.id ?? expect.fail('one server only')
  await bulkAdopt(ctx, { server_ids: [other_id], organization_id })
  await ctx.db.updateTable('servers').set({ plan_type: 'basic' }).execute()
  const ids = [server.id, other_id]
  return { ctx, ids, organization_id, preview: (together = false) => previewPlaces(ctx, { server_ids: ids, together }) }
}

test('each by itself has the last place; together, the second has none', async () => {
  const { preview, ids, organization_id } = await open('digitalocean', { retention_days: 7 })
  expect((await preview()).data).toMatchObject(
    ids.map((server_id) => ({ server_id, kind: 'free', method: 'native', held: false, words: expect.any(String) })),
  )
  const both = await preview(true)
  expect(both.data.map(({ kind }) => kind)).toEqual(['free', 'taken'])
  expect(both.organizations).toMatchObject([{ organization_id, servers: 2, without: 1, free: 1 }])
})

test('what it says is what a toggle does', async () => {
  const { ctx, ids, preview } = await open('digitalocean', { retention_days: 7 })
  const [server_id = ''] = ids
  await toggleBackups(ctx, { server_id, enable: true })
  expect((await preview()).data).toMatchObject([
    { kind: 'free', held: true, words: expect.stringContaining('keeps its place') },
    { kind: 'taken', plan_id: null, otherwise: false, words: expect.stringMatching(/^1 of 1 on .+ in use$/) },
  ])
  await expect(toggleBackups(ctx, { server_id: ids[1] ?? '', enable: true })).rejects.toMatchObject({
    code: 'no_places_left',
  })
})

test('a plan that promises more than the provider keeps, in the planner’s words', async () => {
  const { ctx, ids, preview } = await open('digitalocean', { retention_days: 30 })
  expect((await preview()).data[0]).toMatchObject({
    kind: 'unfit',
    // Files, and snapshots, keep as long.
    otherwise: true,
    words: expect.stringMatching(/^DigitalOcean keeps its own backups for 28 days; .+ promises 30$/),
  })
  await expect(toggleBackups(ctx, { server_id: ids[0] ?? '', enable: true })).rejects.toMatchObject({
    code: 'method_unavailable',
  })
})

test('plans for files alone: files, whoever has the server', async () => {
  const { ctx, ids, preview } = await open('contabo', { retention_days: 60, methods: ['files'] })
  expect((await preview()).data[0]).toMatchObject({ kind: 'free', method: 'files' })
  // Nobody said yet where files lie: what a toggle wants is a repository, and no image.
  await expect(toggleBackups(ctx, { server_id: ids[0] ?? '', enable: true })).rejects.toThrow(/storage|location|files/i)
})

test('servers of others are not found', async () => {
  const { ctx, ids } = await open('digitalocean', { retention_days: 7 })
  const caller = {
    ...systemCaller,
    operator: false,
    memberships: [{ organization_id: 'org_x', role: 'owner' as const }],
  }
  await expect(previewPlaces({ ...ctx, caller }, { server_ids: ids, together: false })).rejects.toMatchObject({
    code: 'not_found',
  })
})
