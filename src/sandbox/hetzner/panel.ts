import { z } from 'zod'
import { dayMs, toIso } from '../../lib/clock.ts'
import type { PanelInput, World } from '../kit/cloud.ts'
import { readOldSnapshot } from '../kit/old-snapshot.ts'
import { addServer } from './create-server.ts'
import { addImage, addOldSnapshot, withBackup, withoutBackups } from './images.ts'
import { withBackupsOn } from './make-backups.ts'
import { type ImageRow, type ServerRow, tablesOf } from './rows.ts'
import { seedServer } from './seed.ts'
import { destroyServer } from './server-routes.ts'

const targetSchema = z.object({ server_ref: z.string() })
const addedSchema = z.object({
  name: z.string(),
  server_type: z.string(),
  location: z.string(),
  status: z.string().default('running'),
  age_days: z.number().min(0),
})

const serverOf = (world: World, input: PanelInput): ServerRow => {
  const { server_ref } = targetSchema.parse(input)
  const row = tablesOf(world.store).servers.get(server_ref)
  if (row === undefined) throw new Error(`The panel shows no server ${server_ref}.`)
  return row
}

const change = (world: World, input: PanelInput, changed: (row: ServerRow) => ServerRow): void => {
  const row = changed(serverOf(world, input))
  tablesOf(world.store).servers.put(row.id, row)
}

const changeImage = (world: World, input: PanelInput, changed: Partial<ImageRow>): void => {
  const { image_ref } = z.object({ image_ref: z.string() }).parse(input)
  const row = tablesOf(world.store).images.get(image_ref)
  if (row === undefined) throw new Error(`The panel shows no image ${image_ref}.`)
  tablesOf(world.store).images.put(row.id, { ...row, ...changed })
}

/** What a person does at console.hetzner.cloud, or what happens there on its own. */
export const panel: Readonly<Record<string, (input: PanelInput, world: World) => unknown>> = {
  delete_server: (input, world) => destroyServer(world, serverOf(world, input)),
  create_servers: (input, world) => {
    const { count } = z.object({ count: z.number().int().min(1) }).parse(input)
    const before = tablesOf(world.store).servers.size
    return Array.from({ length: count }, (_, index) => String(seedServer(world, before + index).id))
  },
  /** One server of a given kind, made so many days ago; returns its id. */
  add_server: (input, world) => {
    const { age_days, ...wanted } = addedSchema.parse(input)
    const created_at = toIso(world.clock.nowMs() - age_days * dayMs)
    return String(addServer(world, { ...wanted, image_name: 'debian-12', created_at }).id)
  },
  rename_server: (input, world) => {
    const { name } = z.object({ name: z.string() }).parse(input)
    change(world, input, (row) => ({ ...row, name }))
  },
  enable_backups: (input, world) => change(world, input, (row) => withBackupsOn(world, row)),
  /** One from earlier. */
  add_snapshot: (input, world) => addOldSnapshot(world, serverOf(world, input), readOldSnapshot(input)),
  disable_backups: (input, world) => change(world, input, (row) => withoutBackups(world, row)),
  /** A backup by hand takes one of the seven slots. */
  take_backup: (input, world) =>
    change(world, input, (row) => {
      const now = world.clock.now()
      const { id } = addImage(world, row, {
        type: 'backup',
        status: 'available',
        description: 'by hand',
        created_at: now,
      })
      return withBackup(world, row, id)
    }),
  lock: (input, world) => change(world, input, (row) => ({ ...row, locked_by: 1 })),
  unlock: (input, world) => change(world, input, (row) => ({ ...row, locked_by: null })),
  protect_server: (input, world) => change(world, input, (row) => ({ ...row, is_protected: true })),
  protect_image: (input, world) => changeImage(world, input, { is_protected: true }),
  spoil_image: (input, world) => changeImage(world, input, { status: 'unavailable' }),
  /** Values that no document knows; returns how an adapter has to show them. */
  make_strange: (input, world) => {
    change(world, input, (row) => ({ ...row, backup_window: 'whenever', next_backup_ms: null, status: 'hibernating' }))
    const native = { state: 'on', schedule: null, managed_in_panel: false, next_at: null }
    return { provider_status: 'hibernating', native }
  },
  make_token_readonly: (_input, world) => {
    const { tokens } = tablesOf(world.store)
    for (const row of [...tokens.all()]) tokens.put(row.token, { ...row, is_readonly: true })
  },
  revoke_token: (_input, world) => {
    const { tokens } = tablesOf(world.store)
    for (const { token } of [...tokens.all()]) tokens.delete(token)
  },
}
