import fc from 'fast-check'
import { expect, test } from 'vitest'
import { resumeProtections } from '../../src/protections/resume-protections.ts'
import { faultKinds } from '../../src/sandbox/kit/fault.ts'
import { checkTruth } from '../helpers/toggles/check-truth.ts'
import { anySteps, type Step, timesOf } from '../helpers/toggles/steps.ts'
import { billingChanges, deliveries } from '../helpers/toggles/stripe-side.ts'
import { hit, type Journey, takeStep } from '../helpers/toggles/take-step.ts'
import { createToggleWorld, type ToggleWorld } from '../helpers/toggles/toggle-world.ts'

const seed = Number(process.env.TOGGLE_SEED ?? 20_260_115)
const runs = Number(process.env.TOGGLE_RUNS ?? 24)

/** How time passes until even what hangs for hours has come to its end. */
const pausesSeconds = [130, 15, 15, 30, 60, 120, 300, 300, 600, 600, 3_600, 14_400, 14_400, 600, 600]

const settle = async (world: ToggleWorld): Promise<void> => {
  world.restart()
  for (const { control } of Object.values(world.clouds)) control.clearFaults()
  for (const server of world.servers) {
    world.clouds[server.cloud].control.panel('unlock', { server_ref: server.ref })
  }
  await world.stripe.deliver(world.ctx(), 'reversed')
  for (const seconds of pausesSeconds) {
    world.clock.advanceMs(seconds * 1_000)
    await resumeProtections(world.ctx())
    await world.work()
  }
  await world.sync()
  for (let look = 0; look < 4; look++) {
    world.clock.advanceMs(600_000)
    await world.work()
  }
  await world.sync()
}

const truthOf = ({ clouds }: ToggleWorld) => ({
  digitalocean: {
    servers: clouds.digitalocean.control.servers(),
    effects: clouds.digitalocean.control.effects(),
    sells: false,
  },
  contabo: { servers: clouds.contabo.control.servers(), effects: clouds.contabo.control.effects(), sells: true },
})

const live = async (steps: readonly Step[], hits: Map<string, number>): Promise<void> => {
  const world = await createToggleWorld({ serversEach: 3, places: 2 })
  try {
    const journey: Journey = { world, hits, touched: new Set(), wrongs: [] }
    for (const step of steps) await takeStep(journey, step)
    await settle(world)
    for (const { control } of Object.values(world.clouds))
      for (const [name, count] of Object.entries(control.faultsMet()))
        for (let n = 0; n < count; n++) hit(journey, `met: ${name.replace(/ of .*/, '')}`)
    const server_ids = world.servers.map(({ id }) => id)
    const lies = await checkTruth(world.db, truthOf(world), { server_ids, touched: journey.touched })
    expect([...journey.wrongs, ...lies, ...(await world.stripe.differences(world.db))]).toEqual([])
  } finally {
    await world.end()
  }
}

test('whatever happens in whatever order: no effect twice, no flag that lies, no place sold twice, nothing left hanging', async () => {
  const hits = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(anySteps(6), (steps) => live(steps, hits)),
    { seed, numRuns: runs, endOnFailure: process.env.TOGGLE_SHRINK === undefined },
  )
  process.stdout.write(`toggle property: seed ${seed}, ${runs} sequences\n${linesOf(hits)}\n`)
  expect(expectedHits.filter((name) => !hits.has(name))).toEqual([])
}, 300_000)

const linesOf = (hits: Map<string, number>) =>
  [...hits]
    .sort()
    .map(([name, count]) => `${String(count).padStart(6)}  ${name}`)
    .join('\n')

const expectedHits = [
  'toggle on',
  'toggle off',
  'bulk',
  'sync',
  'work',
  ...['nothing', 'sync', 'panel', 'work', 'entitlement'].map((what) => `toggles at once, beside ${what}`),
  ...['lapse', 'grant', 'fewer', 'more'].map((what) => `places: ${what}`),
  ...['enable_backups', 'disable_backups', 'lock', 'unlock'].map((what) => `panel ${what}`),
  ...['toggle', 'toggle_many', 'bulk', 'webhook', 'sync', 'work'].map((what) => `crash during ${what}`),
  ...faultKinds.map((kind) => `met: ${kind}`),
  ...billingChanges.map((change) => `Stripe: ${change}`),
  ...deliveries.map((delivery) => `told: ${delivery}`),
  ...timesOf.map((seconds) => `time: ${seconds} s`),
  ...faultKinds.map((kind) =>
    kind === 'empty_list' || kind === 'half_list' ? `fault ${kind} on list` : `fault ${kind} on change`,
  ),
]
