import type { Capabilities } from '../provider.ts'

/**
 * From DigitalOcean's OpenAPI document of 2026-08-07 and its product pages, read 2026-11-21. Which schedules an account may
 * really have is read from `/v2/droplets/backups/supported_policies` before one is sent.
 */
export const capabilities: Capabilities = {
  label: 'DigitalOcean',
  native: {
    can_disable: true,
    // The product page says that switching off deletes existing backups, the command line's reference that it does not.
    disable_destroys: true,
    enabling_is_a_purchase: false,
    schedules: ['day', 'week'],
    hours: [0, 4, 8, 12, 16, 20],
    retention_days: { day: 7, week: 28 },
    can_list: true,
    can_restore_in_place: true,
    can_restore_to_new: true,
  },
  snapshot: {
    slots: null,
    life_days: null,
    name_length: 255,
    can_restore_in_place: true,
    can_restore_to_new: true,
    replaces_oldest: false,
    needs_native: false,
    rollback_deletes_newer: false,
    billed: 'per_gb',
  },
  can_create_servers: true,
  lists_all_recovery_points: true,
  // Actions tell in-progress, completed or errored, and nothing in between.
  progress: 'state',
  panel_url: 'https://cloud.digitalocean.com/droplets/{ref}/backups',
}
