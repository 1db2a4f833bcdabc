import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemWait } from '../../src/lib/wait.ts'
import type { ProviderName } from '../../src/providers/provider.ts'
import { chanceFrom, faultSeed, howOften, isLongRun, sayHit } from '../helpers/fault-counts.ts'
import { openHitLog } from '../helpers/hit-log.ts'
import { checkImages } from '../helpers/images/check-images.ts'
import { type Flow, imageFlows, type Place } from '../helpers/images/flows.ts'
import { createKillableImages, type KillableImages } from '../helpers/images/killable-images.ts'
import { type Moment, moments } from '../helpers/images/watched-proxy.ts'

// The real product in a process, killed with -9 at calls to its providers: before they have an effect, before the answer is out, and a
// moment after it. Five clouds at once, in processes of their own; the seed says what is killed when.

const all: readonly ProviderName[] = ['digitalocean', 'contabo', 'hetzner', 'linode', 'vultr']
/** The short form takes three of them in turns. */
const clouds = all.filter((_, n) => isLongRun || (n + faultSeed) % all.length < 3)
/** Listings of all servers come from the calendar as well. */
const beside: readonly string[] = [
  'unknown',
  'droplets_list',
  'retrieveInstancesList',
  'list_servers',
  'get-linode-instances',
  'list-instances',
]
const wanted = howOften(Number(process.env.BACKSTAY_CRASH_POINTS || 500), 4)
const chance = chanceFrom(faultSeed)

type Step = {
  readonly flow: Flow
  readonly provider: ProviderName
  readonly operation: string
  readonly moment: Moment
}
type Armed = Step & { skip: number }

let world: KillableImages
beforeAll(async () => {
  world = await createKillableImages(clouds, isLongRun ? 60 : 12)
}, 240_000)
afterAll(() => world?.end())

const placeOf = (provider: ProviderName): Place => {
  const place = world.places.get(provider)
  if (place === undefined) throw new Error(`no place at ${provider}`)
  return place
}
const nameOf = ({ flow, provider, operation, moment }: Step) => `${flow.name}, ${provider}, ${operation}, ${moment}`
const { counts: hits, add: hit, keep } = openHitLog()
/** Those of earlier runs count where the file of hits has them. */
let kills = [...hits.values()].reduce((sum, count) => sum + count, 0)

type Work = { readonly provider: ProviderName; readonly flow: Flow }

const prepare = async (works: readonly Work[]) => {
  world.watch(async () => 'go on')
  await Promise.all(works.map(({ flow, provider }) => flow.prepare(world.door, placeOf(provider))))
  await world.door.settle()
}

const expectTruth = async (what: string) => {
  await world.door.settle()
  await world.readAll()
  const lies: string[] = []
  for (const provider of clouds)
    lies.push(
      ...(await checkImages(world.db, placeOf(provider), await world.cloudSide(provider), { foreign: new Set() })),
    )
  expect([...new Set(lies)], `${what}; seed ${faultSeed}`).toEqual([])
}

/** What each flow calls when nothing goes wrong. */
const stepsOf = async (works: readonly Work[]): Promise<Step[]> => {
  await prepare(works)
  const called = new Map(works.map(({ provider }) => [provider, new Set<string>()]))
  world.watch(async (provider, operation) => {
    if (!beside.includes(operation)) called.get(provider)?.add(operation)
    return 'go on'
  })
  const answers = await Promise.all(works.map(({ flow, provider }) => flow.begin(world.door, placeOf(provider))))
  expect(answers.filter((answer) => answer !== null)).toEqual([])
  await world.door.settle()
  return works.flatMap((work) =>
    [...(called.get(work.provider) ?? [])].flatMap((operation) =>
      moments.map((moment) => ({ ...work, operation, moment })),
    ),
  )
}

/** The works once more; killed at each of the steps that they come to. */
const killAt = async (steps: readonly Step[]): Promise<void> => {
  const works = worksOf(steps)
  await prepare(works)
  const armed = new Set<Armed>(steps.map((step) => ({ ...step, skip: chance.below(3) === 0 ? 1 : 0 })))
  let isDead = false
  /** Kills that come a moment after an answer, while all may be at rest already. */
  let coming = 0
  let later = isLongRun ? chance.between(1, 6) : 0
  const kill = async (name: string) => {
    isDead = true
    await world.backstay.kill()
    kills += 1
    hit(name)
    if (isLongRun) sayHit(`${kills}: ${name}`)
    return 'cut' as const
  }
  world.watch(async (provider, operation, moment) => {
    if (isDead || (!isLongRun && kills >= wanted)) return 'go on'
    const one = [...armed].find(
      (step) => step.provider === provider && step.operation === operation && step.moment === moment,
    )
    if (one === undefined) {
      // Once it was killed, also anywhere else.
      if (later === 0 || armed.size === steps.length || --later > 0) return 'go on'
      return kill('a second time, anywhere')
    }
    if (one.skip > 0) {
      one.skip -= 1
      return 'go on'
    }
    armed.delete(one)
    if (moment === 'after answer') {
      coming += 1
      await systemWait(chance.below(60))
      coming -= 1
    }
    return isDead ? 'go on' : kill(nameOf(one))
  })
  const answers = Promise.all(works.map(({ flow, provider }) => flow.begin(world.door, placeOf(provider))))
  let isAnswered = false
  void answers.then(() => {
    isAnswered = true
  })
  for (;;) {
    const isAtRest = await world.rest(() => isDead)
    if (isDead) {
      await world.killAndStartAgain()
      isDead = false
    } else if (isAtRest && isAnswered && coming === 0) break
    else await systemWait(25)
  }
  expect((await answers).filter((answer) => answer !== null && answer !== 'cut_off')).toEqual([])
  world.watch(async () => 'go on')
  await expectTruth(works.map(({ flow, provider }) => `${flow.name} at ${provider}`).join(', '))
  keep()
}

/** Of each cloud a flow with steps that were hit least, and those of its steps. */
const nextSteps = (steps: readonly Step[]): Step[] =>
  clouds.flatMap((provider) => {
    const own = steps.filter((step) => step.provider === provider)
    const fewest = Math.min(...own.map((step) => hits.get(nameOf(step)) ?? 0))
    const least = own.filter((step) => (hits.get(nameOf(step)) ?? 0) === fewest)
    if (least.length === 0) return []
    const { flow } = chance.pick(least)
    const fitting = least.filter((step) => step.flow === flow)
    return isLongRun ? fitting : [chance.pick(fitting), chance.pick(fitting)]
  })
const worksOf = (steps: readonly Step[]): Work[] =>
  clouds.flatMap((provider) => {
    const step = steps.find((one) => one.provider === provider)
    return step === undefined ? [] : [{ provider, flow: step.flow }]
  })

const flowsOf = (provider: ProviderName): Flow[] => imageFlows.filter((flow) => flow.clouds.includes(provider))

/** The short form takes one flow of each cloud, by the seed. */
const listSteps = async (): Promise<Step[]> => {
  const turns = isLongRun ? Math.max(...clouds.map((provider) => flowsOf(provider).length)) : 1
  const start = isLongRun ? 0 : faultSeed
  const steps: Step[] = []
  for (let turn = 0; turn < turns; turn += 1) {
    const works = clouds.flatMap((provider) => {
      const flows = flowsOf(provider)
      const flow = isLongRun ? flows[turn] : flows[start % flows.length]
      return flow === undefined ? [] : [{ provider, flow }]
    })
    steps.push(...(await stepsOf(works)))
  }
  return steps
}

test(
  'killed at every step of every flow of images: one effect for each wish, true records, nothing lost and nothing left hanging',
  async () => {
    const steps = await listSteps()
    if (isLongRun) sayHit(`${steps.length} steps; seed ${faultSeed}`)
    await expectTruth('nothing was killed')
    const startedMs = performance.now()
    const unhit = () => (isLongRun ? steps.map(nameOf).filter((name) => !hits.has(name)) : [])
    for (let rounds = 0; (kills < wanted || unhit().length > 0) && rounds < wanted; rounds += 1) {
      await killAt(nextSteps(steps))
      if (isLongRun) sayHit(`${kills} kills after ${Math.round((performance.now() - startedMs) / 1_000)} s`)
    }
    const lines = [...hits].sort().map(([name, count]) => `${String(count).padStart(5)}  ${name}`)
    sayHit(`images under kill -9: ${kills} crash points; seed ${faultSeed}\n${lines.join('\n')}`)
    expect(kills).toBeGreaterThanOrEqual(wanted)
    expect(unhit()).toEqual([])
  },
  isLongRun ? 14_400_000 : 300_000,
)
