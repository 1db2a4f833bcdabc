import type { CloudServer, PanelInput, Settings } from './cloud.ts'
import type { Effect } from './effect.ts'
import type { Fault, NewFault } from './fault.ts'
import type { OpenCloud } from './open-cloud.ts'

/** The strings of a sandbox cloud: what tests and demos pull from outside its protocol. */
export type SandboxControl = {
  /** For the form that connects the account. */
  credentials(): Readonly<Record<string, string>>
  addFault(fault: NewFault): void
  clearFaults(): void
  faults(): readonly Fault[]
  /** How many calls met a fault, by operation and kind. */
  faultsMet(): Readonly<Record<string, number>>
  /** ISO, the cloud's own time. */
  now(): string
  advance(ms: number): void
  /** What happened that costs money or destroys something, oldest first. */
  effects(): readonly Effect[]
  /** Calls by operation. */
  calls(): Readonly<Record<string, number>>
  forgetCalls(): void
  settings(): Settings
  changeSettings(settings: Partial<Settings>): void
  servers(): readonly CloudServer[]
  /** Does what a person does in the provider's panel, behind our back. */
  panel(name: string, input?: PanelInput): unknown
}

export const createControl = (open: OpenCloud): SandboxControl => {
  const { cloud, world, faults } = open
  return {
    credentials: () => cloud.credentials(world),
    addFault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    faults: () => faults.list(),
    faultsMet: () => faults.met(),
    now: () => world.clock.now(),
    advance: (ms) => {
      world.clock.advance(ms)
      world.store.commit()
      open.tick()
    },
    effects: open.effects,
    calls: open.calls,
    forgetCalls: open.forgetCalls,
    settings: () => world.settings,
    changeSettings: open.change,
    servers: () => {
      open.tick()
      return cloud.servers(world)
    },
    panel: (name, input = {}) => {
      const act = cloud.panel[name]
      if (act === undefined)
        throw new Error(`The panel has no "${name}". It has: ${Object.keys(cloud.panel).join(', ')}.`)
      open.tick()
      const result = act(input, world)
      world.wakeAt(0)
      world.store.commit()
      return result
    },
  }
}
