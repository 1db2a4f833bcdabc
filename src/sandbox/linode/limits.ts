import { createCallWindow } from '../../providers/call-window.ts'
import type { Answer, SandboxRequest, World } from '../kit/cloud.ts'
import { refusal } from './answers.ts'

/** Calls lately, by cloud, token and lane; forgotten at a restart. */
const lately = new WeakMap<World, Map<string, ReturnType<typeof createCallWindow>>>()

/** At the kit's 5,000 an hour these are Linode's own figures: 200 listings and 1,600 other calls a minute, 20 new servers in 15 s. */
const lanes = {
  list: { windowMs: 60_000, of: (hourly: number) => hourly / 25 },
  create: { windowMs: 15_000, of: (hourly: number) => hourly / 250 },
  other: { windowMs: 60_000, of: (hourly: number) => hourly * 0.32 },
} as const

const laneOf = ({ method, path }: SandboxRequest): keyof typeof lanes => {
  const isCollection = /^\/v4\/(linode\/(instances|types)|account\/events|regions)$/.test(path)
  if (!isCollection) return 'other'
  return method === 'POST' ? 'create' : 'list'
}

export const tokenOf = ({ headers }: SandboxRequest): string => headers.authorization?.replace(/^Bearer /, '') ?? ''

const laneAt = (request: SandboxRequest, world: World) => {
  const lane = laneOf(request)
  const { windowMs, of } = lanes[lane]
  const windows = lately.get(world) ?? new Map<string, ReturnType<typeof createCallWindow>>()
  lately.set(world, windows)
  const key = `${lane} ${tokenOf(request)}`
  const window = windows.get(key) ?? createCallWindow(windowMs)
  windows.set(key, window)
  return { window, most: Math.max(1, Math.floor(of(world.settings.calls_per_hour))) }
}

/** Counts the call in its lane, or refuses it. */
export const overLimit = (request: SandboxRequest, world: World): Answer | null => {
  const { window, most } = laneAt(request, world)
  const at = world.clock.nowMs()
  const delayMs = window.delayMs(at, most)
  if (delayMs > 0)
    return { ...refusal(429, 'Too many requests'), headers: { 'retry-after': String(Math.ceil(delayMs / 1_000)) } }
  window.add(at)
  return null
}

/** On every answer, about the lane of its own call. */
export const limitHeaders = (request: SandboxRequest, world: World): Record<string, string> => {
  const { window, most } = laneAt(request, world)
  const at = world.clock.nowMs()
  const reset = Math.ceil((at + window.delayMs(at, Math.max(1, window.count(at)))) / 1_000)
  return {
    'x-ratelimit-limit': String(most),
    'x-ratelimit-remaining': String(Math.max(0, most - window.count(at))),
    'x-ratelimit-reset': String(reset),
  }
}
