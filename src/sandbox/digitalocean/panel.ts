import { z } from 'zod'
import { dayMs, toIso } from '../../lib/clock.ts'
import type { PanelInput, World } from '../kit/cloud.ts'
import { readOldSnapshot } from '../kit/old-snapshot.ts'
import { nextBackup } from './backup-window.ts'
import { addDroplet } from './create-droplet.ts'
import { destroyDroplet } from './droplet-routes.ts'
import { addOldSnapshot, deleteBackups } from './images.ts'
import { expectBackup } from './make-backups.ts'
import { type DropletRow, type Policy, tablesOf } from './rows.ts'
import { addServer } from './seed.ts'

const targetSchema = z.object({ server_ref: z.string() })
const policySchema = targetSchema.extend({
  plan: z.string().default('daily'),
  weekday: z.string().optional(),
  hour: z.number().default(20),
})

const addedSchema = z.object({
  name: z.string(),
  size_slug: z.string(),
  region: z.string(),
  status: z.string().default('active'),
  age_days: z.number().min(0),
})

const dropletOf = (world: World, input: PanelInput): DropletRow => {
  const { server_ref } = targetSchema.parse(input)
  const row = tablesOf(world.store).droplets.get(server_ref)
  if (row === undefined) throw new Error(`The panel shows no server ${server_ref}.`)
  return row
}

const change = (world: World, input: PanelInput, changed: (row: DropletRow) => DropletRow): void => {
  const row = changed(dropletOf(world, input))
  tablesOf(world.store).droplets.put(row.id, row)
}

const withPolicy = (world: World, row: DropletRow, policy: Policy): DropletRow => {
  const next_backup = nextBackup(policy, row.id, world.clock.nowMs())
  expectBackup(world, next_backup.at_ms)
  return { ...row, policy, next_backup }
}

/** What a person does at cloud.digitalocean.com, or what happens there on its own. */
export const panel: Readonly<Record<string, (input: PanelInput, world: World) => unknown>> = {
  delete_server: (input, world) => destroyDroplet(world, dropletOf(world, input)),
  create_servers: (input, world) => {
    const { count } = z.object({ count: z.number().int().min(1) }).parse(input)
    const before = tablesOf(world.store).droplets.size
    return Array.from({ length: count }, (_, index) => String(addServer(world, before + index).id))
  },
  /** One server of a given kind, made so many days ago; returns its id. */
  add_server: (input, world) => {
    const { age_days, ...wanted } = addedSchema.parse(input)
    const created_at = toIso(world.clock.nowMs() - age_days * dayMs)
    return String(addDroplet(world, { ...wanted, image_slug: 'debian-12-x64', created_at }).id)
  },
  rename_server: (input, world) => {
    const { name } = z.object({ name: z.string() }).parse(input)
    change(world, input, (row) => ({ ...row, name }))
  },
  /** Also a usage-based plan, which the API's own document does not know: `{plan: '12h'}`. */
  enable_backups: (input, world) => {
    const { plan, weekday, hour } = policySchema.parse(input)
    change(world, input, (row) => withPolicy(world, row, { plan, weekday: weekday ?? null, hour }))
  },
  /** One from earlier. */
  add_snapshot: (input, world) => change(world, input, (row) => addOldSnapshot(world, row, readOldSnapshot(input))),
  disable_backups: (input, world) =>
    change(world, input, (row) => ({ ...deleteBackups(world, row), policy: null, next_backup: null })),
  lock: (input, world) => change(world, input, (row) => ({ ...row, locked_by: 1 })),
  unlock: (input, world) => change(world, input, (row) => ({ ...row, locked_by: null })),
  /** Values that no document knows; returns how an adapter has to show them. */
  make_strange: (input, world) => {
    change(world, input, (row) => ({ ...withPolicy(world, row, { plan: '12h', hour: 7 }), status: 'hibernating' }))
    const next = dropletOf(world, input).next_backup
    const native = { state: 'on', schedule: null, managed_in_panel: true }
    return {
      provider_status: 'hibernating',
      native: { ...native, next_at: next && new Date(next.start_ms).toISOString() },
    }
  },
  set_scopes: (input, world) => {
    const { scopes } = z.object({ scopes: z.array(z.string()) }).parse(input)
    for (const row of [...tablesOf(world.store).tokens.all()])
      tablesOf(world.store).tokens.put(row.token, { ...row, scopes })
  },
  revoke_token: (_input, world) => {
    for (const { token } of [...tablesOf(world.store).tokens.all()]) tablesOf(world.store).tokens.delete(token)
  },
}
