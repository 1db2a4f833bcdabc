import type { Capabilities } from '../provider.ts'

/** From Hetzner Cloud's OpenAPI document and its product pages, read 2026-11-21. */
export const capabilities: Capabilities = {
  label: 'Hetzner Cloud',
  native: {
    can_disable: true,
    // "Caution: This immediately removes all existing backups for the Server!"
    disable_destroys: true,
    // It raises the price of the server by a share, and can be switched off again at any time.
    enabling_is_a_purchase: false,
    // "Backups are automatically created daily", in a window of four hours that Hetzner picks: enable_backup has no body.
    schedules: [],
    hours: [],
    // "Seven slots where Images of type backup can be stored"; the oldest goes when an eighth comes. That is seven days, unless
    // somebody also takes images of type backup by hand, which use the same slots. Backstay takes none of those.
    retention_days: 7,
    most_points: 7,
    can_list: true,
    can_restore_in_place: true,
    can_restore_to_new: true,
  },
  snapshot: {
    // No number is documented per server; the project's limit on resources shows as `resource_limit_exceeded`.
    slots: null,
    life_days: null,
    // The name is the image's description. No limit is documented; this is that of a label's value there.
    name_length: 63,
    can_restore_in_place: true,
    can_restore_to_new: true,
    replaces_oldest: false,
    needs_native: false,
    rollback_deletes_newer: false,
    billed: 'per_gb',
  },
  can_create_servers: true,
  // Images say themselves whose they are.
  lists_all_recovery_points: true,
  // Actions have a `progress` from 0 to 100.
  progress: 'exact',
  // A server's page has the number of its project in its address, which the API does not tell.
  panel_url: 'https://console.hetzner.cloud/projects',
}
