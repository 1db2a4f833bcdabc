/**
 * Which Contabo products can have backups and snapshots. The API sells by product id and shows a product name; the documentation
 * (vps-auto-backup, vps, vds, 22 and 23 September 2026) speaks of a third line-up of names. All three are read here. Numbers of the
 * newest line-up are CPU cores (VPS 4 … 18, Plus 4 … 18); those of the one before count in tens (VPS 10 has 4 cores, VPS 60 has 18).
 */
export type ProductFamily = 'core' | 'performance' | 'storage' | 'vds' | 'other'

/** Ids that `createInstance` documents, with the name given there. */
const namesById: Readonly<Record<string, string>> = {
  V91: 'VPS 10 NVMe',
  V92: 'VPS 10 SSD',
  V93: 'VPS 10 Storage',
  V94: 'VPS 20 NVMe',
  V95: 'VPS 20 SSD',
  V96: 'VPS 20 Storage',
  V97: 'VPS 30 NVMe',
  V98: 'VPS 30 SSD',
  V99: 'VPS 30 Storage',
  V100: 'VPS 40 NVMe',
  V101: 'VPS 40 SSD',
  V102: 'VPS 40 Storage',
  V103: 'VPS 50 NVMe',
  V104: 'VPS 50 SSD',
  V105: 'VPS 50 Storage',
  V106: 'VPS 60 NVMe',
  V107: 'VPS 60 SSD',
  V8: 'VDS S',
  V9: 'VDS M',
  V10: 'VDS L',
  V11: 'VDS XL',
  V16: 'VDS XXL',
}

/** Cores of the older line-up, as real replies show them (`Cloud VPS 20 SSD` with `cpuCores` 6). */
const coresByTens: Readonly<Record<number, number>> = { 10: 4, 20: 6, 30: 8, 40: 12, 50: 16, 60: 18 }

/**
 * What a server is sold as, for people and for the two functions below: the product's name without asides such as "(no setup)",
 * or what its id stands for where the name alone says too little (`Cloud VPS`).
 */
export const sizeOf = (product: { productId?: string; productName?: string; productType?: string }): string | null => {
  const name = product.productName?.replace(/\s*\([^)]*\)/g, '').trim() || null
  const known = product.productId === undefined ? undefined : namesById[product.productId]
  const size = name !== null && (known === undefined || /\d|vds|storage/i.test(name)) ? name : (known ?? name)
  if (size === null) return product.productId ?? null
  return product.productType === 'vds' && familyOf(size) !== 'vds' ? `VDS ${size}` : size
}

/** The family of a size, given as a product's name or id. */
export const familyOf = (size: string): ProductFamily => {
  const name = namesById[size] ?? size
  if (/\bvds\b/i.test(name)) return 'vds'
  if (/storage/i.test(name)) return 'storage'
  if (/gpu|dedicated|bare ?metal/i.test(name)) return 'other'
  if (/\bplus\b/i.test(name)) return 'performance'
  return /\bvps\b/i.test(name) ? 'core' : 'other'
}

/** Whether the auto-backup add-on is sold for it; null when the product is one nobody here has heard of. */
export const canHaveAutoBackup = (size: string | null): boolean | null => {
  if (size === null) return null
  const family = familyOf(size)
  if (family === 'core' || family === 'performance') return true
  return family === 'other' && !/gpu|dedicated|bare ?metal/i.test(size) ? null : false
}

/** How many snapshots a server of this size can hold: Core 4: 1, 6: 2, 8 to 18: 3; Plus: 5; Storage and VDS: none. */
export const snapshotSlots = (size: string | null): number => {
  // What every VPS with snapshots has at least: a size nobody has heard of promises no more than that.
  const least = 1
  if (size === null) return least
  const name = namesById[size] ?? size
  const family = familyOf(name)
  if (family === 'storage' || family === 'vds') return 0
  if (family === 'performance') return 5
  const number = Number(/\b(\d{1,2})\b/.exec(name)?.[1] ?? Number.NaN)
  const cores = coresByTens[number] ?? number
  if (Number.isNaN(cores) || family === 'other') return least
  if (cores < 6) return 1
  return cores < 8 ? 2 : 3
}
