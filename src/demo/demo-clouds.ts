import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { inTransaction, type Services } from '../context.ts'
import type { ProviderName } from '../providers/provider.ts'
import { type Sandbox, startSandbox } from '../sandbox/start-sandbox.ts'
import { findDemo, lockDemo, updateDemo } from './queries.ts'
import { accounts } from './story.ts'

/** The sandbox clouds of the demo, as far as they run in this process. */
export type DemoClouds = {
  /** Starts them where the demo is, and is not to be removed. Never throws: without its demo the product starts all the same. */
  open(services: Services): Promise<void>
  isHere(): boolean
  /** Throws when that cloud does not run here. */
  get(provider: ProviderName): Sandbox
  close(): Promise<void>
  /** Closes them and deletes their files. Throws while another process has them. */
  destroy(services: Services): Promise<void>
}

const Ports = z.record(z.string(), z.number().int())
type Ports = z.infer<typeof Ports>

/** A little slow, as clouds are, so that states on the way can be seen. */
export const pace = { latency_ms: 25, action_ms: 4_000 } as const

export const createDemoClouds = (): DemoClouds => {
  const running = new Map<ProviderName, Sandbox>()
  const close = async () => {
    const all = [...running.values()]
    running.clear()
    for (const cloud of all) await cloud.close()
  }
  return {
    open: (services) =>
      openAll(services, running).catch(async (error: unknown) => {
        services.log.error(
          { err: error },
          "The demo's sandbox clouds could not be started; remove the demo, or start again",
        )
        await close()
      }),
    isHere: () => running.size > 0,
    get: (provider) => {
      const cloud = running.get(provider)
      if (cloud === undefined) throw new Error(`the demo's sandbox ${provider} does not run in this process`)
      return cloud
    },
    close,
    destroy: async (services) => {
      const elsewhere = running.size === 0 && existsSync(directoryOf(services)) && (await isTaken(services))
      if (elsewhere) throw new Error("the demo's sandbox clouds run in another process")
      await close()
      await rm(directoryOf(services), { recursive: true, force: true })
    },
  }
}

const directoryOf = ({ config }: Services) => join(config.data_dir, 'demo')
const stateDirOf = (services: Services, provider: ProviderName) => join(directoryOf(services), 'clouds', provider)

/** One process at a time: the row is held until the ports are, and whoever comes second finds them taken. */
const openAll = (services: Services, running: Map<ProviderName, Sandbox>): Promise<void> =>
  inTransaction(services, async (services) => {
    const demo = await lockDemo(services.db)
    if (demo?.state !== 'wanted' && demo?.state !== 'present') return
    if (demo.state === 'present' && !existsSync(directoryOf(services))) {
      const directory = directoryOf(services)
      services.log.warn(
        { directory },
        "The demo's sandbox clouds are not in this data directory, so they do not run here",
      )
      return
    }
    const before = Ports.parse(demo.ports)
    const ports: Ports = {}
    for (const { provider } of accounts) {
      const cloud = await openOne(services, provider, before[provider] ?? null)
      if (cloud !== null) running.set(provider, cloud)
      ports[provider] = cloud === null ? (before[provider] ?? 0) : Number(new URL(cloud.url).port)
    }
    await updateDemo(services.db, demo.state, { ports: JSON.stringify(ports), updated_at: services.clock.now() })
  })

/** On its own port; on any other where a stranger has that. Null: another process of this installation runs it. */
const openOne = async (services: Services, provider: ProviderName, port: number | null): Promise<Sandbox | null> => {
  const state_dir = stateDirOf(services, provider)
  const { clock } = services
  // Made-up credentials of their own, so that no other installation's demo is taken for this one.
  const seed = clock.nowMs() % 1_000_000
  const options = { provider, state_dir, clock, seed, servers: 0, settings: pace }
  try {
    return await startSandbox({ ...options, port: port ?? 0 })
  } catch (error) {
    if (port === null || !isAddressInUse(error)) throw error
    return (await isOurs(port, state_dir)) ? null : startSandbox(options)
  }
}

const isAddressInUse = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'

/** Whether another process runs any of this installation's clouds. */
const isTaken = async (services: Services): Promise<boolean> => {
  const demo = await findDemo(services.db)
  const ports = Ports.parse(demo?.ports ?? {})
  for (const { provider } of accounts)
    if (ports[provider] !== undefined && (await isOurs(ports[provider], stateDirOf(services, provider)))) return true
  return false
}

const Facts = z.object({ credentials: z.record(z.string(), z.string()) })

/** A sandbox cloud that names credentials which stand in our own files is ours. */
const isOurs = async (port: number, stateDir: string): Promise<boolean> => {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/_sandbox/`, { signal: AbortSignal.timeout(1_000) })
    const { credentials } = Facts.parse(await answer.json())
    const known = await readFile(join(stateDir, 'state.jsonl'), 'utf8')
    return Object.values(credentials).every((value) => known.includes(JSON.stringify(value)))
  } catch {
    return false
  }
}
