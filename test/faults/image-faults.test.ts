import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultKinds } from '../../src/sandbox/kit/fault.ts'
import { chanceFrom, faultSeed, isLongRun, sayHit } from '../helpers/fault-counts.ts'
import { checkImages } from '../helpers/images/check-images.ts'
import { createFaultWorld, type FaultWorld } from '../helpers/images/fault-world.ts'
import { type Flow, imageFlows } from '../helpers/images/flows.ts'

// Every flow of images × every call that it makes at its provider × every fault that the sandbox cloud knows, in this process. The short
// form takes a few of each flow's cases, the seed says which.

const clouds = ['digitalocean', 'contabo', 'hetzner', 'linode', 'vultr'] as const
const shortCases = 2
const chance = chanceFrom(faultSeed)

describe.each(clouds)('%s', (provider) => {
  let world: FaultWorld
  const hits: Record<string, number> = {}
  beforeAll(async () => {
    world = await createFaultWorld(provider)
  }, 120_000)
  afterAll(async () => {
    sayHit(`faults met at ${provider}, seed ${faultSeed}: ${JSON.stringify(world.sandbox.control.faultsMet())}`)
    sayHit(`cases at ${provider}: ${JSON.stringify(hits)}`)
    await world.end()
  })

  const lies = () => checkImages(world.ctx.db, world.place, world.cloudSide(), world)
  /** A first snapshot that failed says so and is waited for: the next may still succeed. */
  const waitForFirst = async () => {
    const waiting = world.ctx.db.selectFrom('protections').select('id').where('phase', '=', 'enabling')
    const rows = await waiting.where('method', '=', 'snapshot').where('reason', 'is not', null).execute()
    if (rows.length === 0) return
    await world.door.snapshotDue(world.place.images)
    await world.door.settle()
  }
  const run = async (flow: Flow, fault: { operation: string; kind: (typeof faultKinds)[number] } | null) => {
    const { door, place, sandbox } = world
    await flow.prepare(door, place)
    sandbox.control.forgetCalls()
    if (fault !== null) sandbox.control.addFault({ ...fault, times: 1 })
    const refused = await flow.begin(door, place)
    await door.settle()
    const calls = sandbox.control.calls()
    sandbox.control.clearFaults()
    return { calls, refused }
  }

  test.each(imageFlows.filter((flow) => flow.clouds.includes(provider)))(
    '$name',
    async (flow) => {
      const { calls, refused } = await run(flow, null)
      expect(refused).toBeNull()
      await world.readAll()
      expect(await lies()).toEqual([])
      const all = Object.keys(calls).flatMap((operation) => faultKinds.map((kind) => ({ operation, kind })))
      const cases = isLongRun ? all : Array.from({ length: shortCases }, () => chance.pick(all))
      const found: string[] = []
      for (const fault of cases) {
        try {
          await run(flow, fault)
          await waitForFirst()
          await world.readAll()
          for (const lie of await lies()) found.push(`${fault.kind} of ${fault.operation}: ${lie}`)
        } catch (error) {
          found.push(`${fault.kind} of ${fault.operation}: ${error}`)
        }
        hits[flow.name] = (hits[flow.name] ?? 0) + 1
      }
      expect(found).toEqual([])
    },
    1_200_000,
  )
})
