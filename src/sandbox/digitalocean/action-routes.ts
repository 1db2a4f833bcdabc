import type { Answer, Route, SandboxRequest, World } from '../kit/cloud.ts'
import type { EffectKind } from '../kit/effect.ts'
import { beginAction } from './actions.ts'
import { field, notFound, ok, paged, pendingEvent, unprocessable } from './answers.ts'
import { sizeOf, supportedPolicies } from './catalogue.ts'
import { type ActionInput, type DropletRow, type Policy, tablesOf } from './rows.ts'
import { actionView } from './views.ts'

const effects: Readonly<Record<string, EffectKind>> = {
  enable_backups: 'backups_enabled',
  change_backup_policy: 'backup_schedule_changed',
  disable_backups: 'backups_disabled',
  snapshot: 'snapshot_created',
  restore: 'restored_in_place',
  rebuild: 'restored_in_place',
}
const others = ['power_on', 'power_off', 'reboot', 'power_cycle', 'shutdown']

/** Actions on droplets and images, and the account's list of them. */
export const actionRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v2/droplets/:droplet_id/actions',
    operation: 'dropletActions_post',
    handle: (request, world) => {
      const droplet = tablesOf(world.store).droplets.get(request.params.droplet_id ?? '')
      if (droplet === undefined) return notFound()
      if (droplet.locked_by !== null || request.fault?.kind === 'locked') return pendingEvent()
      return startDropletAction(request, world, droplet)
    },
  },
  {
    method: 'GET',
    path: '/v2/droplets/:droplet_id/actions',
    operation: 'dropletActions_list',
    handle: (request, world) => {
      const rows = [...tablesOf(world.store).actions.all()].filter(
        ({ resource_id, resource_type }) =>
          resource_type === 'droplet' && String(resource_id) === request.params.droplet_id,
      )
      return paged(request, world, 'actions', rows.reverse(), actionView)
    },
  },
  {
    method: 'POST',
    path: '/v2/images/:image_id/actions',
    operation: 'imageActions_post',
    handle: (request, world) => {
      const image = tablesOf(world.store).images.get(request.params.image_id ?? '')
      if (image === undefined) return notFound()
      if (field(request.body, 'type') !== 'convert') return unprocessable('This action is not available here.')
      if (image.type !== 'backup') return unprocessable('Image is not a backup.')
      return started(
        request,
        world,
        { type: 'convert', resource_id: image.id, resource_type: 'image', region: image.region },
        'backup_converted',
        String(image.droplet_id),
      )
    },
  },
  {
    method: 'GET',
    path: '/v2/actions',
    operation: 'actions_list',
    handle: (request, world) =>
      paged(request, world, 'actions', [...tablesOf(world.store).actions.all()].reverse(), actionView),
  },
  {
    method: 'GET',
    path: '/v2/actions/:action_id',
    operation: 'actions_get',
    handle: (request, world) => {
      const action = tablesOf(world.store).actions.get(request.params.action_id ?? '')
      return action === undefined ? notFound() : ok({ action: actionView(action) })
    },
  },
]

const startDropletAction = (request: SandboxRequest, world: World, droplet: DropletRow): Answer => {
  const type = field(request.body, 'type')
  if (typeof type !== 'string' || !(type in effects || others.includes(type)))
    return unprocessable('The action type is not valid.')
  const input = inputOf(world, droplet, type, request.body)
  if ('problem' in input) return unprocessable(input.problem)
  const action = { type, resource_id: droplet.id, resource_type: 'droplet', region: droplet.region, input } as const
  return started(request, world, action, effects[type] ?? null, String(droplet.id))
}

const started = (
  request: SandboxRequest,
  world: World,
  action: Omit<Parameters<typeof beginAction>[1], 'fault'>,
  effect: EffectKind | null,
  serverRef: string,
): Answer => {
  const row = beginAction(world, { ...action, fault: request.fault })
  if (effect !== null && request.fault?.kind !== 'action_errors')
    world.recordEffect(effect, serverRef, action.input?.name)
  return { status: 201, body: { action: actionView(row) } }
}

type Input = ActionInput | { readonly problem: string }

const inputOf = (world: World, droplet: DropletRow, type: string, body: unknown): Input => {
  const policy = field(body, 'backup_policy')
  if (type === 'change_backup_policy' && droplet.policy === null)
    return { problem: 'Backups are not enabled for this Droplet.' }
  if (type === 'change_backup_policy' && policy === undefined) return { problem: 'A backup policy is required.' }
  if (type === 'enable_backups' || type === 'change_backup_policy')
    return policy === undefined ? {} : policyInput(policy)
  if (type === 'disable_backups')
    return droplet.policy === null ? { problem: 'Backups are not enabled for this Droplet.' } : {}
  if (type === 'snapshot') return { name: String(field(body, 'name') ?? droplet.name) }
  return type === 'restore' || type === 'rebuild' ? imageInput(world, droplet, type, field(body, 'image')) : {}
}

const policyInput = (policy: unknown): Input => {
  const [plan, weekday, hour] = [field(policy, 'plan'), field(policy, 'weekday'), field(policy, 'hour') ?? 20]
  const known = supportedPolicies.find(({ name }) => name === plan)
  if (known === undefined) return { problem: 'The backup plan is not valid.' }
  if (typeof hour !== 'number' || !known.possible_window_starts.includes(hour))
    return { problem: 'The backup hour is not valid.' }
  if (plan === 'daily') return { policy: { plan: 'daily', hour } }
  const day = String(weekday ?? 'SUN')
  const isDay = known.possible_days.some((possible) => possible === day)
  return isDay
    ? { policy: { plan: 'weekly', weekday: day, hour } satisfies Policy }
    : { problem: 'The weekday is not valid.' }
}

/** `restore` takes this droplet's own backups; `rebuild` any image that fits its disk. */
const imageInput = (world: World, droplet: DropletRow, type: string, image: unknown): Input => {
  const row = tablesOf(world.store).images.get(String(image))
  if (row === undefined) return { problem: 'The image does not exist.' }
  if (type === 'restore' && (row.type !== 'backup' || row.droplet_id !== droplet.id))
    return { problem: 'The image is not a backup of this Droplet.' }
  if (row.min_disk_size > (sizeOf(droplet.size_slug)?.disk ?? 0))
    return { problem: 'The disk is too small for this image.' }
  return { image_id: row.id }
}
