import { afterEach, describe, expect, test } from 'vitest'
import { continueProtection } from '../../src/protections/continue-protection.ts'
import { toggleBackups } from '../../src/protections/toggle-backups.ts'
import { getRun } from '../../src/runs/get-run.ts'
import { createImageWorld, type ImageWorld } from '../helpers/image-world.ts'

// A method that keeps less than the plan promises, beside one that keeps it, where the provider does not do as it is asked.

let world: ImageWorld
afterEach(() => world.end())

const row = (method: 'native' | 'snapshot') =>
  world.ctx.db.selectFrom('protections').selectAll().where('method', '=', method).executeTakeFirstOrThrow()
const messageOf = (reason: unknown) => (reason as { message: string }).message

describe('Contabo: a single slot beside its own backups', () => {
  const open = async () => {
    world = await createImageWorld('contabo')
    await world.ctx.db
      .updateTable('servers')
      .set({ size: 'Cloud VPS 10 SSD' })
      .where('id', '=', world.server.id)
      .execute()
  }
  const both = () =>
    toggleBackups(world.ctx, { server_id: world.server.id, enable: true, methods: ['native', 'snapshot'] })

  test('its own are refused: the snapshots are taken back, nothing was asked for, and the answer says so', async () => {
    await open()
    world.sandbox.control.addFault({ operation: 'upgradeInstance', kind: 'unauthorized', times: 2 })
    const refused = expect.objectContaining({
      code: 'provider_refused',
      message: expect.stringMatching(
        /Snapshots were not switched on either: by themselves they do not keep the \d+ days/,
      ),
    })
    const error = await both().catch((error: unknown) => error)
    expect(error).toEqual(refused)
    expect((error as { details?: object }).details).toBeUndefined()
    const snapshot = await row('snapshot')
    expect(snapshot).toMatchObject({ desired_state: 'off', phase: 'failed', plan_id: null, next_run_at: null })
    expect(messageOf(snapshot.reason)).toContain('Contabo refused the change')
    expect(await getRun(world.ctx, { run_id: snapshot.run_id ?? '' })).toMatchObject({ outcome: 'failed' })
    await world.work()
    expect(world.there()).toEqual([])
    await world.nextDay(8)
    expect(world.there()).toEqual([])
    world.sandbox.control.clearFaults()
    expect(await both()).toMatchObject({ success: true })
    expect(await row('snapshot')).toMatchObject({ desired_state: 'on', phase: 'enabling' })
  })

  test('its own are refused once a snapshot is there: it goes on, and what it does not keep is said', async () => {
    await open()
    world.sandbox.control.addFault({ operation: 'upgradeInstance', kind: 'locked', times: 9 })
    expect(await both()).toMatchObject({ success: true, backups_enabled: false })
    await world.work()
    expect(world.there()).toHaveLength(1)
    world.sandbox.control.clearFaults()
    world.sandbox.control.addFault({ operation: 'upgradeInstance', kind: 'unauthorized', times: 2 })
    await continueProtection(world.ctx, { protection_id: (await row('native')).id })
    const native = await row('native')
    expect(native).toMatchObject({ desired_state: 'off', phase: 'failed' })
    expect(messageOf(native.reason)).toMatch(
      /Snapshots go on, though by themselves they do not keep the \d+ days that .+ promises: enable a method that does/,
    )
    expect(await row('snapshot')).toMatchObject({ desired_state: 'on', observed_state: 'on', phase: 'idle' })
    expect(world.there()).toHaveLength(1)
  })
})
