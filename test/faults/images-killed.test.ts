import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemWait } from '../../src/lib/wait.ts'
import type { ProviderName } from '../../src/providers/provider.ts'
import { chanceFrom, faultSeed, howOften, isLongRun, sayHit } from '../helpers/fault-counts.ts'
import { openHitLog } from '../helpers/hit-log.ts'
import { checkImages } from '../helpers/images/check-images.ts'
import { type Flow, imageFlows } from '../helpers/images/flows.ts'
import { createKillableImages, type KillableImages } from '../helpers/images/killable-images.ts'
import { counts, listSteps, placeOf, prepareWorks, type Step, type Work } from '../helpers/images/steps.ts'
import { createVolleys } from '../helpers/images/volleys.ts'

// The real product in a process, killed with -9 at calls to its providers: before they have an effect, before the answer is out, and a
// moment after it. Five clouds at once, in processes of their own, each with a flow of its own, so that one kill hits a step of each;
// the seed says what is killed when.

const all: readonly ProviderName[] = ['digitalocean', 'contabo', 'hetzner', 'linode', 'vultr']
/** The short form takes three of them in turns. */
const clouds = all.filter((_, n) => isLongRun || (n + faultSeed) % all.length < 3)
/** What a flow calls in some of so many quiet passes only, it need not call. */
const quietPasses = howOften(3, 1)
const wanted = howOften(Number(process.env.BACKSTAY_CRASH_POINTS || 500), 4)
const chance = chanceFrom(faultSeed)

let world: KillableImages
beforeAll(async () => {
  world = await createKillableImages(clouds, isLongRun ? 60 : 12)
}, 240_000)
afterAll(() => world?.end())

const { counts: hits, add, keep } = openHitLog()
/** Those of earlier runs count where the file of hits has them. */
let points = [...hits].reduce((sum, [name, times]) => sum + (counts(name) ? times : 0), 0)
let kills = 0

const hit = (names: readonly string[]) => {
  kills += 1
  for (const name of names) {
    add(name)
    if (counts(name)) points += 1
    if (isLongRun) sayHit(`kill ${kills}, point ${points}: ${name}`)
  }
}

const expectTruth = async (what: string) => {
  await world.door.settle()
  await world.readAll()
  const lies: string[] = []
  for (const provider of clouds)
    lies.push(
      ...(await checkImages(world.db, placeOf(world, provider), await world.cloudSide(provider), {
        foreign: new Set(),
      })),
    )
  expect([...new Set(lies)], `${what}; seed ${faultSeed}`).toEqual([])
}

/** What is said to somebody who asks again although it is under way. */
const underWay: readonly string[] = ['server_busy', 'restore_running', 'conflict']

/** Asks for flows as a person does: where the connection broke off, once more. */
const createAsking = () => {
  const refused: string[] = []
  let open = 0
  let cut: Work[] = []
  const ask = async (work: Work, isAgain: boolean): Promise<void> => {
    open += 1
    const answer = await work.flow.begin(world.door, placeOf(world, work.provider)).finally(() => {
      open -= 1
    })
    if (answer === 'cut_off') cut.push(work)
    else if (answer !== null && !(isAgain && underWay.includes(answer)))
      refused.push(`${work.flow.name} at ${work.provider}: ${answer}`)
  }
  const asked: Promise<void>[] = []
  const begin = (works: readonly Work[], isAgain = false) => void asked.push(...works.map((work) => ask(work, isAgain)))
  return {
    begin,
    isAnswered: () => open === 0,
    askAgain: (isWanted: (work: Work) => boolean) => {
      const lost = cut.filter(isWanted)
      cut = []
      begin(lost, true)
      return lost.length > 0
    },
    end: async () => {
      await Promise.all(asked)
      expect(refused).toEqual([])
    },
  }
}

/** The works once more; killed at each of the steps that they come to. */
const killAt = async (steps: readonly Step[]): Promise<void> => {
  const works = worksOf(steps)
  await prepareWorks(world, works)
  let isDead = false
  const volleys = createVolleys(steps, {
    chance,
    anywhereAfter: isLongRun ? chance.between(1, 6) : 0,
    strike: async (names) => {
      await world.backstay.kill()
      isDead = true
      hit(names)
    },
  })
  const isEnough = () => !isLongRun && points >= wanted
  world.watch((...call) => (isDead || isEnough() ? Promise.resolve('go on') : volleys.onCall(...call)))
  const asking = createAsking()
  asking.begin(works)
  for (;;) {
    const isAtRest = await world.rest({ isStopped: () => isDead, mayPass: volleys.mayPass })
    if (isDead) {
      await world.killAndStartAgain()
      isDead = false
    }
    const isAskedAgain = asking.askAgain(({ provider }) => volleys.isLeft(provider))
    if (isAtRest && !isAskedAgain && asking.isAnswered() && !volleys.isHolding()) break
    await systemWait(25)
  }
  await asking.end()
  world.watch(async () => 'go on')
  await expectTruth(works.map(({ flow, provider }) => `${flow.name} at ${provider}`).join(', '))
  keep()
}

/** Of each cloud a flow with steps that were hit least, and those of its steps. */
const nextSteps = (steps: readonly Step[]): Step[] =>
  clouds.flatMap((provider) => {
    const own = steps.filter((step) => step.provider === provider)
    const always = own.filter(({ at_times }) => at_times === null)
    const times = ({ name }: Step) => hits.get(name) ?? 0
    const fewest = Math.min(...always.map(times))
    const least = always.filter((step) => times(step) === fewest)
    if (least.length === 0) return []
    const { flow } = chance.pick(least)
    const fitting = least.filter((step) => step.flow === flow)
    const rare = own.filter((step) => step.flow === flow && step.at_times !== null && times(step) === 0)
    return isLongRun ? [...fitting, ...rare] : [chance.pick(fitting), chance.pick(fitting)]
  })
const worksOf = (steps: readonly Step[]): Work[] =>
  clouds.flatMap((provider) => {
    const step = steps.find((one) => one.provider === provider)
    return step === undefined ? [] : [{ provider, flow: step.flow }]
  })

const flowsOf = (provider: ProviderName): Flow[] => imageFlows.filter((flow) => flow.clouds.includes(provider))

/** The short form takes one flow of each cloud, by the seed. */
const listTurns = (): Work[][] => {
  const turns = isLongRun ? Math.max(...clouds.map((provider) => flowsOf(provider).length)) : 1
  return Array.from({ length: turns }, (_, turn) =>
    clouds.flatMap((provider) => {
      const flows = flowsOf(provider)
      const flow = isLongRun ? flows[turn] : flows[faultSeed % flows.length]
      return flow === undefined ? [] : [{ provider, flow }]
    }),
  )
}

const sayRare = (steps: readonly Step[]) => {
  for (const { name, at_times } of steps)
    if (at_times !== null)
      sayHit(
        `${name}: its flow came to it in ${at_times} of ${quietPasses} quiet passes, hit ${hits.get(name) ?? 0} times`,
      )
}

test(
  'killed at every step of every flow of images: one effect for each wish, true records, nothing lost and nothing left hanging',
  async () => {
    const steps = await listSteps(world, listTurns(), quietPasses)
    const always = steps.filter(({ at_times }) => at_times === null).map(({ name }) => name)
    const unhit = () => (isLongRun ? always.filter((name) => !hits.has(name)) : [])
    if (isLongRun) sayHit(`${always.length} steps, ${steps.length - always.length} more at times; seed ${faultSeed}`)
    sayRare(steps)
    await expectTruth('nothing was killed')
    const startedMs = performance.now()
    for (let rounds = 0; (points < wanted || unhit().length > 0) && rounds < wanted; rounds += 1) {
      await killAt(nextSteps(steps))
      const seconds = Math.round((performance.now() - startedMs) / 1_000)
      if (isLongRun)
        sayHit(`${points} crash points, ${kills} kills, ${unhit().length} steps to come after ${seconds} s`)
    }
    const lines = [...hits].sort().map(([name, count]) => `${String(count).padStart(5)}  ${name}`)
    sayHit(`images under kill -9: ${points} crash points, ${kills} kills now; seed ${faultSeed}\n${lines.join('\n')}`)
    sayRare(steps)
    expect(points).toBeGreaterThanOrEqual(wanted)
    expect(unhit()).toEqual([])
  },
  isLongRun ? 14_400_000 : 300_000,
)
