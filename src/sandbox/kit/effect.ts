/** Something that happened in the sandbox cloud and would be on a real provider's bill or in its history. */
export type Effect = {
  readonly seq: number
  /** ISO, the sandbox cloud's time. */
  readonly at: string
  readonly kind: EffectKind
  readonly server_ref: string | null
  /** Costs money, or begins to: none of these may happen twice for one wish. */
  readonly billable: boolean
  readonly detail: string | null
}

export const effectKinds = [
  'server_created',
  'server_deleted',
  'backups_enabled',
  'backup_schedule_changed',
  'backups_disabled',
  'snapshot_created',
  'snapshot_deleted',
  'backup_converted',
  'restored_in_place',
  'restored_to_new',
] as const
export type EffectKind = (typeof effectKinds)[number]

const billable: readonly EffectKind[] = [
  'server_created',
  'backups_enabled',
  'snapshot_created',
  'backup_converted',
  'restored_to_new',
]

export const isBillable = (kind: EffectKind): boolean => billable.includes(kind)
