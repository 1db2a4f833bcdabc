import type { Answer, SandboxRequest, World } from '../kit/cloud.ts'
import { badRequest, field } from './answers.ts'
import { planOf, regions, systems } from './catalogue.ts'
import { endLater } from './pending.ts'
import { type InstanceRow, tablesOf } from './rows.ts'
import { instanceView } from './views.ts'

/** 202: the instance is there at once, `pending`, until it runs. */
export const createInstance = (request: SandboxRequest, world: World): Answer => {
  const { body, fault } = request
  const [region, plan] = [String(field(body, 'region')), String(field(body, 'plan'))]
  if (!regions.some(({ id }) => id === region)) return badRequest('Invalid region.')
  if (planOf(plan) === undefined) return badRequest('Invalid plan chosen.')
  const source = sourceOf(world, body, planOf(plan)?.disk ?? 0)
  if ('problem' in source) return badRequest(source.problem)
  const row = addInstance(world, { label: String(field(body, 'label') ?? ''), region, plan, ...source })
  endLater(world, 'instance', row.id, fault)
  if (fault?.kind !== 'action_errors')
    world.recordEffect(source.snapshot_id === '' ? 'server_created' : 'restored_to_new', row.id, row.label)
  return { status: 202, body: { instance: instanceView(row, world.clock.nowMs()) } }
}

type Source = Pick<InstanceRow, 'os_id' | 'snapshot_id'> | { readonly problem: string }

const sourceOf = (world: World, body: unknown, disk: number): Source => {
  const [os_id, snapshot_id] = [field(body, 'os_id'), field(body, 'snapshot_id')]
  const system = systems.find(({ id }) => id === os_id)
  if (system !== undefined) return { os_id: system.id, snapshot_id: '' }
  const snapshot = tablesOf(world.store).snapshots.get(String(snapshot_id))
  if (snapshot === undefined) return { problem: 'Choose an operating system, an application or a snapshot.' }
  if (snapshot.status !== 'complete') return { problem: 'The snapshot is not complete.' }
  if (snapshot.disk_gb > disk) return { problem: 'The disk is too small for this snapshot.' }
  return { os_id: 0, snapshot_id: snapshot.id }
}

export const addInstance = (
  world: World,
  input: Pick<InstanceRow, 'label' | 'region' | 'plan' | 'os_id'> & Partial<InstanceRow>,
): InstanceRow => {
  const disk = planOf(input.plan)?.disk ?? 25
  const row: InstanceRow = {
    id: world.random.uuid(),
    snapshot_id: '',
    created_at: world.clock.now(),
    status: 'pending',
    power_status: 'stopped',
    server_status: 'none',
    default_password: `pw_${world.random.uuid().slice(0, 13)}`,
    backups: false,
    // What Vultr itself would choose nobody knows.
    schedule: { type: 'daily', hour: 10, dow: 1, dom: 1 },
    next_backup_ms: null,
    backup_ids: [],
    used_bytes: Math.round(disk * 1e9 * (0.1 + 0.6 * world.random.fraction())),
    ...input,
  }
  tablesOf(world.store).instances.put(row.id, row)
  return row
}
