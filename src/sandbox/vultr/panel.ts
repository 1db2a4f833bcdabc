import { z } from 'zod'
import { dayMs, toIso } from '../../lib/clock.ts'
import type { PanelInput, World } from '../kit/cloud.ts'
import { readOldSnapshot } from '../kit/old-snapshot.ts'
import { withNextBackup, withoutBackups } from './backups.ts'
import { addInstance } from './create-instance.ts'
import { addOldSnapshot, addSnapshot } from './image-routes.ts'
import { destroyInstance } from './instance-routes.ts'
import { type InstanceRow, tablesOf } from './rows.ts'
import { addServer } from './seed.ts'

const targetSchema = z.object({ server_ref: z.string() })
const scheduleSchema = z.object({
  type: z.string().default('daily'),
  hour: z.number().default(3),
  dow: z.number().default(1),
  dom: z.number().default(1),
})
const addedSchema = z.object({
  label: z.string(),
  plan: z.string(),
  region: z.string(),
  power_status: z.string().default('running'),
  age_days: z.number().min(0),
})

const instanceOf = (world: World, input: PanelInput): InstanceRow => {
  const { server_ref } = targetSchema.parse(input)
  const row = tablesOf(world.store).instances.get(server_ref)
  if (row === undefined) throw new Error(`The panel shows no server ${server_ref}.`)
  return row
}

const change = (world: World, input: PanelInput, changed: (row: InstanceRow) => InstanceRow): void => {
  const row = changed(instanceOf(world, input))
  tablesOf(world.store).instances.put(row.id, row)
}

/** What a person does at my.vultr.com, or what happens there on its own. */
export const panel: Readonly<Record<string, (input: PanelInput, world: World) => unknown>> = {
  delete_server: (input, world) => destroyInstance(world, instanceOf(world, input)),
  create_servers: (input, world) => {
    const { count } = z.object({ count: z.number().int().min(1) }).parse(input)
    const before = tablesOf(world.store).instances.size
    return Array.from({ length: count }, (_, index) => addServer(world, before + index).id)
  },
  /** One server of a given kind, made so many days ago; returns its id. */
  add_server: (input, world) => {
    const { age_days, ...wanted } = addedSchema.parse(input)
    const created_at = toIso(world.clock.nowMs() - age_days * dayMs)
    return addInstance(world, { ...wanted, os_id: 2136, status: 'active', server_status: 'ok', created_at }).id
  },
  rename_server: (input, world) => {
    const { name } = z.object({ name: z.string() }).parse(input)
    change(world, input, (row) => ({ ...row, label: name }))
  },
  /** Also schedules that are not ours: `{type: 'monthly', dom: 5}`. */
  enable_backups: (input, world) => {
    const schedule = scheduleSchema.parse(input)
    change(world, input, (row) => withNextBackup(world, { ...row, backups: true, schedule }))
  },
  /** One from earlier. */
  add_snapshot: (input, world) => addOldSnapshot(world, instanceOf(world, input), readOldSnapshot(input)),
  disable_backups: (input, world) => change(world, input, (row) => withoutBackups(world, row)),
  lock: (input, world) => change(world, input, (row) => ({ ...row, server_status: 'locked' })),
  unlock: (input, world) => change(world, input, (row) => ({ ...row, server_status: 'ok' })),
  set_states: (input, world) => {
    const states = z
      .object({ status: z.string(), power_status: z.string(), server_status: z.string() })
      .partial()
      .parse(input)
    change(world, input, (row) => ({ ...row, ...states }))
  },
  /** A snapshot that nobody here took: its description says nothing of its server. Returns its id. */
  take_snapshot: (input, world) => {
    const { description } = z.object({ description: z.string() }).parse(input)
    return addSnapshot(world, instanceOf(world, input), description, 'complete').id
  },
  /** Values that no document knows; returns how an adapter has to show them. */
  make_strange: (input, world) => {
    const strange = { status: 'hibernating', power_status: 'dreaming', server_status: 'adrift', region: 'moon' }
    const schedule = { type: 'lunar', hour: 7, dow: 9, dom: 40 }
    change(world, input, (row) => withNextBackup(world, { ...row, ...strange, backups: true, schedule }))
    return { provider_status: 'hibernating, dreaming, adrift', region: 'moon', native: { state: 'on' } }
  },
  set_acls: (input, world) => {
    const { acls } = z.object({ acls: z.array(z.string()) }).parse(input)
    const { keys } = tablesOf(world.store)
    for (const row of [...keys.all()]) keys.put(row.api_key, { ...row, acls })
  },
  /** A second key of the same account, as another user of it has. */
  add_key: (_input, world) => {
    const { keys } = tablesOf(world.store)
    const api_key = `SECOND${world.random.uuid().replaceAll('-', '').toUpperCase()}`
    keys.put(api_key, { api_key, acls: [...keys.all()][0]?.acls ?? [] })
    return api_key
  },
  revoke_key: (_input, world) => {
    const { keys } = tablesOf(world.store)
    for (const { api_key } of [...keys.all()]) keys.delete(api_key)
  },
}
