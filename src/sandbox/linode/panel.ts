import { z } from 'zod'
import { dayMs, toIso } from '../../lib/clock.ts'
import type { PanelInput, World } from '../kit/cloud.ts'
import { addLinode } from './create-linode.ts'
import { beginJob, notify } from './events.ts'
import { removeLinode } from './linode-routes.ts'
import { cancelBackups, enableBackups } from './make-backups.ts'
import { type LinodeRow, tablesOf } from './rows.ts'
import { addServer } from './seed.ts'

const targetSchema = z.object({ server_ref: z.string() })
const scheduleSchema = z.object({ day: z.string().default('Saturday'), window: z.string().default('W20') })
const addedSchema = z.object({
  label: z.string(),
  type: z.string(),
  region: z.string(),
  status: z.string().default('running'),
  age_days: z.number().min(0),
})
const accountSchema = z.object({ backups_enabled: z.boolean(), restricted: z.boolean() }).partial()

const linodeOf = (world: World, input: PanelInput): LinodeRow => {
  const { server_ref } = targetSchema.parse(input)
  const row = tablesOf(world.store).linodes.get(server_ref)
  if (row === undefined) throw new Error(`The panel shows no server ${server_ref}.`)
  return row
}

const change = (world: World, input: PanelInput, changed: (row: LinodeRow) => LinodeRow): void => {
  const row = changed(linodeOf(world, input))
  tablesOf(world.store).linodes.put(row.id, row)
}

/** What a person does in Cloud Manager, or what happens there on its own. */
export const panel: Readonly<Record<string, (input: PanelInput, world: World) => unknown>> = {
  delete_server: (input, world) => removeLinode(world, linodeOf(world, input)),
  create_servers: (input, world) => {
    const { count } = z.object({ count: z.number().int().min(1) }).parse(input)
    const before = tablesOf(world.store).linodes.size
    return Array.from({ length: count }, (_, index) => String(addServer(world, before + index).id))
  },
  /** One server of a given kind, made so many days ago; returns its id. */
  add_server: (input, world) => {
    const { age_days, ...wanted } = addedSchema.parse(input)
    const created = toIso(world.clock.nowMs() - age_days * dayMs)
    return String(addLinode(world, { ...wanted, image: 'linode/debian12', created, updated: created }).id)
  },
  rename_server: (input, world) => {
    const { name } = z.object({ name: z.string() }).parse(input)
    change(world, input, (row) => ({ ...row, label: name }))
  },
  enable_backups: (input, world) =>
    change(world, input, (row) => enableBackups(world, row, scheduleSchema.parse(input))),
  disable_backups: (input, world) => {
    notify(world, linodeOf(world, input), 'backups_cancel')
    change(world, input, (row) => cancelBackups(world, row))
  },
  /** Somebody restores the server by hand. */
  restore: (input, world) =>
    change(world, input, (row) => beginJob(world, { ...row, status: 'restoring' }, { action: 'backups_restore' })),
  lock: (input, world) => change(world, input, (row) => ({ ...row, busy_with: 1 })),
  unlock: (input, world) => change(world, input, (row) => ({ ...row, busy_with: null })),
  /** Values that no document knows; returns how an adapter has to show them. */
  make_strange: (input, world) => {
    change(world, input, (row) => ({
      ...row,
      enabled: true,
      status: 'hibernating',
      schedule: { day: 'Someday', window: 'W25' },
      next_backup_ms: null,
    }))
    const native = { state: 'on', schedule: null, managed_in_panel: true, next_at: null }
    return { provider_status: 'hibernating', native }
  },
  /** Events are gone, as after 90 days. */
  forget_events: (_input, world) => {
    const { events, open } = tablesOf(world.store)
    for (const { id } of [...events.all()]) {
      events.delete(id)
      open.delete(id)
    }
  },
  set_account: (input, world) => {
    const tables = tablesOf(world.store)
    tables.putAccount({ ...tables.account(), ...accountSchema.parse(input) })
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
