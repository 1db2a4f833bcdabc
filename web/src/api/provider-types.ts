/** What a provider can do, as far as screens ask. */
export type ProviderSummary = {
  name: string
  label: string
  credential_fields: { name: string; label: string; secret: boolean; help: string }[]
  can_create_servers: boolean
  /** A server's page in the provider's panel, `{ref}` standing for its id there. */
  panel_url: string
  native: {
    can_disable: boolean
    disable_destroys: boolean
    enabling_is_a_purchase: boolean
    schedules: ('day' | 'week')[]
    hours: number[]
    retention_days: number | { day: number; week: number }
    sure_days?: number
    /** How long a plan may promise to keep them. */
    keeps_at_most: number
    /** Never more than so many at a time, however young. */
    most_points?: number
    can_list: boolean
    can_restore_in_place: boolean
    can_restore_to_new: boolean
    /** Lists of servers show only that backups are on; when, each server's own reading tells. */
    schedule_by_server?: boolean
    /** False: none of them can be kept as a snapshot. */
    can_convert?: boolean
  } | null
  snapshot: {
    /** How many one server can have; null: no limit but the price. */
    slots: number | 'by_size' | null
    /** The provider deletes them after so many days; null: never. */
    life_days: number | null
    can_restore_in_place: boolean
    can_restore_to_new: boolean
    /** Only while the provider's own backups are on. */
    needs_native: boolean
    /** Going back to one deletes all newer ones. */
    rollback_deletes_newer: boolean
    /** With all slots full a new one drops the oldest; else that is deleted before the new one is made. */
    replaces_oldest: boolean
    /** They lie beside the server's own disk, and are lost with it. */
    same_disk: boolean
  } | null
}
