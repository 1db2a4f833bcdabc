import { afterAll, describe, expect, test } from 'vitest'
import { type FaultKind, faultKinds } from '../../src/sandbox/kit/fault.ts'
import { chanceFrom, faultSeed, howOften, isLongRun, sayHit } from '../helpers/fault-counts.ts'
import { checkImages } from '../helpers/images/check-images.ts'
import { createFaultWorld, type FaultWorld } from '../helpers/images/fault-world.ts'
import { type Flow, imageFlows } from '../helpers/images/flows.ts'

// Every flow of images × every call that it makes at its provider × every fault that the sandbox cloud knows, in this process. The short
// form takes a case of each flow, the seed says which.

const clouds = ['digitalocean', 'contabo', 'hetzner', 'linode', 'vultr'] as const
const casesOfEach = Number(process.env.BACKSTAY_FAULT_CASES || howOften(1_000, 1))
const chance = chanceFrom(faultSeed)

type Case = { operation: string; kind: FaultKind }

describe.each(clouds)('%s', (provider) => {
  let world: FaultWorld | null = null
  const met: Record<string, number> = {}
  afterAll(async () => {
    sayHit(`cases at ${provider}, seed ${faultSeed}: ${JSON.stringify(met)}`)
    await world?.end()
  })

  const current = async () => {
    world ??= await createFaultWorld(provider)
    return world
  }
  /** What hangs at a cloud hangs for ever. */
  const anew = async () => {
    await world?.end()
    world = null
  }
  const lies = async () => {
    const one = await current()
    return checkImages(one.ctx.db, one.place, one.cloudSide(), one)
  }
  const run = async (flow: Flow, fault: Case | null) => {
    const one = await current()
    const { door, place, sandbox } = one
    await flow.prepare(door, place)
    sandbox.control.forgetCalls()
    if (fault !== null) sandbox.control.addFault({ ...fault, times: 1 })
    const refused = await flow.begin(door, place)
    await door.settle()
    const calls = sandbox.control.calls()
    sandbox.control.clearFaults()
    await one.readAll()
    return { calls, refused }
  }

  test.each(imageFlows.filter((flow) => flow.clouds.includes(provider)))(
    '$name',
    async (flow) => {
      const { calls, refused } = await run(flow, null)
      expect(refused).toBeNull()
      expect(await lies()).toEqual([])
      const all = Object.keys(calls).flatMap((operation) => faultKinds.map((kind) => ({ operation, kind })))
      const cases = casesOfEach > all.length ? all : Array.from({ length: casesOfEach }, () => chance.pick(all))
      const found: string[] = []
      for (const fault of cases) {
        const say = (what: unknown) => found.push(`${fault.kind} of ${fault.operation}: ${what}`)
        const before = found.length
        try {
          await run(flow, fault)
          for (const lie of await lies()) say(lie)
        } catch (error) {
          say(error instanceof Error ? error.stack : error)
        }
        met[fault.kind] = (met[fault.kind] ?? 0) + 1
        if (fault.kind === 'action_hangs' || found.length > before) await anew()
      }
      expect(found).toEqual([])
    },
    isLongRun ? 3_600_000 : 120_000,
  )
})
