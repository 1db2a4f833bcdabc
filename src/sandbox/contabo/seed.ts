import { dayMs, hourMs, toIso } from '../../lib/clock.ts'
import type { SeedOptions, World } from '../kit/cloud.ts'
import { extraStorageAddonId, type Product, privateNetworkingAddonId, products } from './products.ts'
import { firstInstanceId, type InstanceRow, nextNumber, tablesOf } from './state.ts'

const roles = ['web', 'db', 'mail', 'shop', 'cache', 'build', 'git', 'vpn', 'files', 'monitor']
const regions = ['EU', 'EU', 'EU', 'US-east', 'US-west', 'SIN', 'UK']

/**
 * An account with servers of every product. Of ten servers two have auto-backup on, bought in the panel, and one has an add-on that
 * is something else; the first of all is a plain one.
 */
export const seed = (world: World, { servers }: SeedOptions): void => {
  const tables = tablesOf(world.store)
  const { random } = world
  const customer = String(10_000_000 + Math.floor(random.fraction() * 89_999_999))
  tables.accounts.put('main', {
    client_id: `INT-${customer}`,
    client_secret: random.uuid().replaceAll('-', ''),
    api_user: 'backup-api@example.com',
    api_password: `Pw-${random.uuid().slice(0, 18)}`,
    user_id: random.uuid(),
    customer_id: customer,
    tenant_id: 'INT',
    denied: [],
    payment: 'settled',
  })
  for (let index = 0; index < servers; index++) addServer(world, index)
}

/** One more made-up server; everything about it follows from its place in the account. */
export const addServer = (world: World, index: number): InstanceRow => {
  const tables = tablesOf(world.store)
  const row = serverAt(world, index, nextNumber(tables, 'instance', firstInstanceId))
  tables.instances.put(row.instance_id, row)
  return row
}

const serverAt = (world: World, index: number, instance_id: number): InstanceRow => {
  const { clock, random } = world
  const product = productAt(index)
  const addons = addonsAt(index, product)
  const isBackedUp = addons.some(({ id }) => id === product.backup_addon_id)
  const next = clock.nowMs() + Math.floor(random.fraction() * 24) * hourMs
  if (isBackedUp) world.wakeAt(next)
  return {
    instance_id,
    name: `vmi${instance_id}`,
    display_name: `${roles[index % roles.length]}-${String(Math.floor(index / roles.length) + 1).padStart(2, '0')}`,
    product_id: product.id,
    region: regions[Math.floor(random.fraction() * regions.length)] ?? 'EU',
    image_id: 'afecbb85-e2fc-46f0-9684-b46b1faf00bb',
    status: index % 23 === 17 ? 'stopped' : 'running',
    error_message: null,
    created_at: toIso(clock.nowMs() - Math.floor(30 + random.fraction() * 700) * dayMs),
    addons,
    auto_backups: [],
    next_backup_ms: isBackedUp ? next : null,
    pending: null,
  }
}

/** Mostly what can have backups; every eleventh is a Storage VPS or a VDS. */
const productAt = (index: number): Product => {
  const sold = products.filter(({ backup_addon_id }) => backup_addon_id !== null)
  const bare = products.filter(({ backup_addon_id }) => backup_addon_id === null)
  const [first] = products
  const chosen = index % 11 === 8 ? bare[Math.floor(index / 11) % bare.length] : sold[index % sold.length]
  if (chosen === undefined && first === undefined) throw new Error('the sandbox Contabo sells nothing')
  return (chosen ?? first) as Product
}

const addonsAt = (index: number, product: Product): InstanceRow['addons'] => {
  const backup = product.backup_addon_id
  if (backup !== null && (index % 10 === 4 || index % 10 === 7)) return [{ id: backup, quantity: 1 }]
  if (index % 10 === 3) return [{ id: index % 20 === 3 ? privateNetworkingAddonId : extraStorageAddonId, quantity: 1 }]
  return []
}
