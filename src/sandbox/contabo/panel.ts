import { z } from 'zod'
import { dayMs, toIso } from '../../lib/clock.ts'
import type { Cloud, PanelInput, World } from '../kit/cloud.ts'
import { privateNetworkingAddonId, productOf } from './products.ts'
import { addServer } from './seed.ts'
import { snapshotsOf } from './snapshots.ts'
import { accountOf, type InstanceRow, tablesOf } from './state.ts'
import { withAddon } from './tick.ts'

const serverInput = z.object({ server_ref: z.string() })
const addedInput = z.object({
  display_name: z.string(),
  product_id: z.string(),
  region: z.string(),
  status: z.string().default('running'),
  age_days: z.number().min(0),
})

const change = (input: PanelInput, world: World, alter: (row: InstanceRow) => InstanceRow): void => {
  const tables = tablesOf(world.store)
  const { server_ref } = serverInput.parse(input)
  const row = tables.instances.get(server_ref)
  if (row === undefined) throw new Error(`There is no server ${server_ref}.`)
  tables.instances.put(row.instance_id, alter(row))
}

const changeAccount = (world: World, changes: Partial<ReturnType<typeof accountOf>>): void => {
  const tables = tablesOf(world.store)
  tables.accounts.put('main', { ...accountOf(tables), ...changes })
}

/** What people do at my.contabo.com. None of it is in the audits. */
export const panel: Cloud['panel'] = {
  delete_server: (input, world) => {
    const tables = tablesOf(world.store)
    const { server_ref } = serverInput.parse(input)
    for (const { snapshot_id } of snapshotsOf(world, Number(server_ref))) tables.snapshots.delete(snapshot_id)
    tables.instances.delete(server_ref)
  },
  /** Returns their ids. */
  create_servers: (input, world) => {
    const { count } = z.object({ count: z.number().int().min(1) }).parse(input)
    const before = tablesOf(world.store).instances.size
    return Array.from({ length: count }, (_, index) => String(addServer(world, before + index).instance_id))
  },
  /** One server of a given kind, made so many days ago; returns its id. */
  add_server: (input, world) => {
    const tables = tablesOf(world.store)
    const { age_days, ...wanted } = addedInput.parse(input)
    const made = addServer(world, 0)
    const created_at = toIso(world.clock.nowMs() - age_days * dayMs)
    tables.instances.put(made.instance_id, { ...made, ...wanted, created_at })
    return String(made.instance_id)
  },
  rename_server: (input, world) => {
    const { name } = z.object({ name: z.string() }).parse(input)
    change(input, world, (row) => ({ ...row, display_name: name }))
  },
  /** Something of which the API shows nothing is under way there: changes are refused. */
  lock: (input, world) => {
    change(input, world, (row) => ({ ...row, pending: { until_ms: null, status: row.status, error_message: null } }))
  },
  unlock: (input, world) => {
    change(input, world, (row) => ({ ...row, pending: null }))
  },
  /** Values that no document knows; returns how an adapter has to show them. */
  make_strange: (input, world) => {
    change(input, world, (row) => ({
      ...row,
      status: 'hibernating',
      product_id: 'V9999',
      region: 'Moon 1',
      addons: [{ id: 990_001, quantity: 1 }],
    }))
    return { provider_status: 'hibernating', region: 'Moon 1', native: { state: 'unknown' } }
  },
  enable_backups: (input, world) => {
    change(input, world, (row) => {
      const addon = productOf(row.product_id)?.backup_addon_id ?? null
      if (addon === null) throw new Error(`Auto-backup is not sold for ${row.product_id}.`)
      world.recordEffect('backups_enabled', String(row.instance_id), 'bought in the panel')
      return withAddon(row, addon, world.clock.nowMs())
    })
  },
  /** Cancels auto-backup, which the API cannot. The most recent backup stays until the add-on has ended. */
  disable_backups: (input, world) => {
    change(input, world, (row) => {
      world.recordEffect('backups_disabled', String(row.instance_id), 'cancelled in the panel')
      const addons = row.addons.filter(({ id }) => id !== productOf(row.product_id)?.backup_addon_id)
      return { ...row, addons, auto_backups: [], next_backup_ms: null }
    })
  },
  add_other_addon: (input, world) => {
    change(input, world, (row) => withAddon(row, privateNetworkingAddonId, world.clock.nowMs()))
  },
  delete_snapshot: (input, world) => {
    tablesOf(world.store).snapshots.delete(z.object({ snapshot_ref: z.string() }).parse(input).snapshot_ref)
  },
  set_status: (input, world) => {
    const { status } = z.object({ status: z.string() }).parse(input)
    change(input, world, (row) => ({ ...row, status }))
  },
  /** From now on orders meet an open invoice: `refuses` answers 402, `waits` accepts them and lets them wait. */
  leave_unpaid: (input, world) => {
    changeAccount(world, { payment: z.object({ how: z.enum(['refuses', 'waits']) }).parse(input).how })
  },
  /** Everything is paid: what waited goes on. */
  pay: (_input, world) => {
    changeAccount(world, { payment: 'settled' })
    const tables = tablesOf(world.store)
    const due_ms = world.clock.nowMs() + world.settings.action_ms
    world.wakeAt(due_ms)
    for (const order of [...tables.orders.all()]) {
      if (order.waits_for_payment) tables.orders.put(order.order_id, { ...order, waits_for_payment: false, due_ms })
    }
    for (const row of [...tables.instances.all()]) {
      if (row.status !== 'pending_payment') continue
      const isNew = row.pending !== null
      const pending = isNew ? { until_ms: due_ms, status: 'running', error_message: null } : null
      tables.instances.put(row.instance_id, { ...row, status: isNew ? 'provisioning' : 'running', pending })
    }
  },
  /** Takes operations away from the API user's role, and gives all others back. */
  restrict_role: (input, world) => {
    changeAccount(world, { denied: z.object({ operations: z.array(z.string()) }).parse(input).operations })
  },
  change_password: (input, world) => {
    changeAccount(world, { api_password: z.object({ api_password: z.string() }).parse(input).api_password })
    const { tokens } = tablesOf(world.store)
    for (const { token } of [...tokens.all()]) tokens.delete(token)
  },
}
