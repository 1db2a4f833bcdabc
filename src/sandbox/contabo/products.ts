/**
 * What the sandbox Contabo sells. Add-on numbers are made up: the real ones stand in no document, and differ per product. They are
 * far from any real number, since what is learned here is believed of every Contabo account of the installation.
 */
export type Product = {
  readonly id: string
  readonly name: string
  readonly type: 'ssd' | 'nvme' | 'hdd' | 'vds'
  readonly cores: number
  readonly ram_mb: number
  readonly disk_mb: number
  readonly slots: number
  /** Null: auto-backup is not sold for it. */
  readonly backup_addon_id: number | null
}

export const products: readonly Product[] = [
  {
    id: 'V92',
    name: 'Cloud VPS 10 SSD (no setup)',
    type: 'ssd',
    cores: 4,
    ram_mb: 8_192,
    disk_mb: 153_600,
    slots: 1,
    backup_addon_id: 990_101,
  },
  {
    id: 'V95',
    name: 'Cloud VPS 20 SSD (no setup)',
    type: 'ssd',
    cores: 6,
    ram_mb: 12_288,
    disk_mb: 204_800,
    slots: 2,
    backup_addon_id: 990_102,
  },
  {
    id: 'V97',
    name: 'Cloud VPS 30 NVMe (no setup)',
    type: 'nvme',
    cores: 8,
    ram_mb: 24_576,
    disk_mb: 204_800,
    slots: 3,
    backup_addon_id: 990_103,
  },
  {
    id: 'V108',
    name: 'VPS Plus 8',
    type: 'nvme',
    cores: 8,
    ram_mb: 32_768,
    disk_mb: 307_200,
    slots: 5,
    backup_addon_id: 990_104,
  },
  {
    id: 'V93',
    name: 'Storage VPS 10',
    type: 'ssd',
    cores: 2,
    ram_mb: 4_096,
    disk_mb: 307_200,
    slots: 0,
    backup_addon_id: null,
  },
  { id: 'V8', name: 'VDS S', type: 'vds', cores: 3, ram_mb: 24_576, disk_mb: 184_320, slots: 0, backup_addon_id: null },
]

export const productOf = (id: string): Product | undefined => products.find((product) => product.id === id)

/** What only the sandbox Contabo calls backups. */
export const sandboxBackupAddonIds = (): number[] => products.flatMap(({ backup_addon_id }) => backup_addon_id ?? [])

/** Add-ons that have nothing to do with backups. */
export const privateNetworkingAddonId = 1501
export const extraStorageAddonId = 2134
