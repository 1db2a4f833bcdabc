import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../../test/helpers/context.ts'
import { newFileServer } from '../../../test/helpers/file-servers.ts'
import { dayMs } from '../../lib/clock.ts'
import { recordRecoveryPoint } from '../../recovery-points/record-recovery-point.ts'
import { changeStorageLocation } from '../../repositories/change-storage-location.ts'
import { ensureDefaultLocation } from '../../repositories/ensure-default-location.ts'
import { ensureRepository } from '../../repositories/ensure-repository.ts'
import { getRecoveryKit } from '../../repositories/get-recovery-kit.ts'
import { startRun } from '../../runs/start-run.ts'
import { listServers } from '../../servers/list-servers.ts'
import { ListServersQuery, Posture } from '../../servers/schema.ts'
import { refreshDueFacts } from './refresh-due-facts.ts'
import { refreshServerFacts } from './refresh-server-facts.ts'

let t: TestContext
beforeAll(async () => {
  t = await createTestContext()
})
afterAll(() => t.end())

/** By the lists themselves. */
const postureOf = async (server_id: string) => {
  const words: string[] = []
  for (const posture of Posture.options) {
    const { data } = await listServers(t.ctx, ListServersQuery.parse({ posture }))
    if (data.some(({ id }) => id === server_id)) words.push(posture)
  }
  return words
}

test('lists find a server by how well it stands; drills, kits and places change it, and so does time', async () => {
  const { ctx, clock } = t
  const { server_id, protection_id } = await newFileServer(ctx, t.house_id)
  await ensureDefaultLocation(ctx)
  await ensureRepository(ctx, { server_id })
  const repository = await ctx.db
    .selectFrom('repositories')
    .select(['id', 'storage_location_id'])
    .where('server_id', '=', server_id)
    .executeTakeFirstOrThrow()
  await ctx.db.updateTable('repositories').set({ initialized_at: clock.now() }).execute()
  const point = await recordRecoveryPoint(ctx, {
    ...{ server_id, protection_id, method: 'files', ref: 'one', run_id: 'run', taken_at: clock.now() },
    outcome: 'succeeded',
  })
  await refreshServerFacts(ctx, { server_id })
  expect(await postureOf(server_id)).toEqual(['drill_untested', 'copy_outside', 'one_kind', 'kit_not_saved'])

  await getRecoveryKit(ctx, { repository_id: repository.id })
  await refreshDueFacts(ctx, {})
  expect(await postureOf(server_id)).toContain('kit_saved')

  const drill = async (passed: boolean) => {
    const { id: run_id } = await startRun(ctx, { kind: 'drill', organization_id: t.house_id, state: 'running' })
    await ctx.db
      .insertInto('drills')
      .values({
        ...{ id: ctx.ids.make('drl'), run_id, server_id, recovery_point_id: point.id, passed },
        ...{ files: 1, bytes: 1, evidence: '{}', finished_at: clock.now() },
      })
      .execute()
  }
  await drill(true)
  await refreshServerFacts(ctx, { server_id })
  expect(await postureOf(server_id)).toContain('drill_passed')
  clock.advanceMs(31 * dayMs)
  await refreshDueFacts(ctx, {})
  expect(await postureOf(server_id)).toContain('drill_untested')
  await drill(false)
  await refreshServerFacts(ctx, { server_id })
  expect(await postureOf(server_id)).toContain('drill_failed')

  const { storage_location_id } = repository
  await changeStorageLocation(ctx, { storage_location_id, failure_domain: 'DigitalOcean fra1' })
  await refreshDueFacts(ctx, {})
  expect(await postureOf(server_id)).toContain('no_copy_outside')
})
