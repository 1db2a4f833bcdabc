import { expect } from 'vitest'
import type { ProviderName } from '../../../src/providers/provider.ts'
import type { Flow, Place } from './flows.ts'
import type { KillableImages } from './killable-images.ts'
import { type Moment, moments } from './watched-proxy.ts'

/** A flow at a cloud. */
export type Work = { readonly provider: ProviderName; readonly flow: Flow }

/** A moment of a call that a flow makes. */
export type Step = Work & {
  readonly name: string
  readonly operation: string
  readonly moment: Moment
  /** In how many of the quiet passes the flow came to it, where not in all: such a step need not come, and does not count. */
  readonly at_times: number | null
}

const atTimes = ' (at times)'
/** Whether a hit is of a step that flows always come to, by its name. */
export const counts = (name: string): boolean => !name.endsWith(atTimes)

/** Listings of all servers and all images come from the calendar as well. */
const beside: readonly string[] = [
  'unknown',
  'droplets_list',
  'images_list',
  'retrieveInstancesList',
  'list_servers',
  'get-linode-instances',
  'list-instances',
]

export const placeOf = ({ places }: KillableImages, provider: ProviderName): Place => {
  const place = places.get(provider)
  if (place === undefined) throw new Error(`no place at ${provider}`)
  return place
}

export const prepareWorks = async (world: KillableImages, works: readonly Work[]): Promise<void> => {
  world.watch(async () => 'go on')
  await Promise.all(works.map(({ flow, provider }) => flow.prepare(world.door, placeOf(world, provider))))
  await world.door.settle()
}

/** What each flow calls when nothing goes wrong; those of one turn are under way together. */
export const listSteps = async (
  world: KillableImages,
  turns: readonly (readonly Work[])[],
  passes: number,
): Promise<Step[]> => {
  const met = new Map(turns.flat().map((work) => [work, new Map<string, number>()]))
  for (let pass = 0; pass < passes; pass += 1)
    for (const works of turns)
      for (const [work, operations] of await callsOf(world, works)) {
        const times = met.get(work)
        for (const operation of operations) times?.set(operation, (times.get(operation) ?? 0) + 1)
      }
  return [...met].flatMap(([work, operations]) =>
    [...operations].flatMap(([operation, times]) =>
      moments.map((moment) => {
        const at_times = times < passes ? times : null
        const name = `${work.flow.name}, ${work.provider}, ${operation}, ${moment}`
        return { ...work, operation, moment, at_times, name: at_times === null ? name : name + atTimes }
      }),
    ),
  )
}

const callsOf = async (world: KillableImages, works: readonly Work[]): Promise<Map<Work, Set<string>>> => {
  await prepareWorks(world, works)
  const called = new Map(works.map((work) => [work, new Set<string>()]))
  world.watch(async (provider, operation) => {
    const work = works.find((one) => one.provider === provider)
    if (work !== undefined && !beside.includes(operation)) called.get(work)?.add(operation)
    return 'go on'
  })
  const answers = await Promise.all(works.map(({ flow, provider }) => flow.begin(world.door, placeOf(world, provider))))
  expect(answers.filter((answer) => answer !== null)).toEqual([])
  await world.door.settle()
  return called
}
