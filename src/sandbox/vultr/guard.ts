import { createCallWindow } from '../../providers/call-window.ts'
import type { Answer, SandboxRequest, World } from '../kit/cloud.ts'
import { refusal } from './answers.ts'
import { type KeyRow, tablesOf } from './rows.ts'

/** Calls lately from the one address that there is here, whichever key they carry; forgotten at a restart. */
const lately = new WeakMap<World, ReturnType<typeof createCallWindow>>()

/** Vultr's 30 a second where the kit's setting is at its default of 5,000 an hour. */
const mostPerSecond = ({ settings }: World) => Math.max(1, Math.round((settings.calls_per_hour * 30) / 5_000))

const overLimit = (world: World): Answer | null => {
  const second = lately.get(world) ?? createCallWindow(1_000)
  lately.set(world, second)
  const at = world.clock.nowMs()
  if (second.delayMs(at, mostPerSecond(world)) > 0) return tooMany({ 'retry-after': '1' })
  second.add(at)
  return null
}

export const tooMany = (headers: Record<string, string> = {}, said = 'Rate limit exceeded'): Answer => ({
  ...refusal(429, said),
  headers,
})

/** Vultr names rights and does not say which call needs which; here they go by their names. */
const rights: Readonly<Record<string, readonly string[]>> = {
  'create-instance': ['provisioning'],
  'update-instance': ['subscriptions'],
  'delete-instance': ['subscriptions'],
  'restore-instance': ['subscriptions'],
  'create-instance-backup-schedule': ['subscriptions'],
  'create-snapshot': ['subscriptions'],
  'delete-snapshot': ['subscriptions'],
}
const readRights = ['subscriptions', 'subscriptions_view']

const mayDo = ({ acls }: KeyRow, operation: string): boolean =>
  operation === 'get-account' || (rights[operation] ?? readRights).some((right) => acls.includes(right))

/** The limit first: it is of the address, whoever asks. Then the key, then its rights. */
export const guard = (request: SandboxRequest, world: World, operation: string): Answer | null => {
  const limited = overLimit(world)
  if (limited !== null) return limited
  const key = request.headers.authorization?.replace(/^Bearer /, '') ?? ''
  const row = tablesOf(world.store).keys.get(key)
  if (row === undefined) return unauthorized(world.settings.echo_secrets ? `Invalid API token ${key}.` : undefined)
  return mayDo(row, operation) ? null : refusal(403, 'Your API key does not have the right to do this')
}

export const unauthorized = (said = 'Invalid API token.') => refusal(401, said)
