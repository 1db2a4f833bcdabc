import type { Capabilities } from '../provider.ts'

const everyHour = Array.from({ length: 24 }, (_, hour) => hour)

/**
 * From Vultr's OpenAPI document of 2026-05 and its product pages, read 2026-11-21. Other schedules than daily and weekly exist
 * there (monthly, even and odd dates); they show as managed in the panel.
 */
export const capabilities: Capabilities = {
  label: 'Vultr',
  native: {
    can_disable: true,
    // No document says what becomes of the two that are there.
    disable_destroys: true,
    enabling_is_a_purchase: false,
    // "Does not work for VX1 block storage"; VX1 servers without it exist, too, and the plan's name does not tell them apart.
    available_for: (size) => (size?.startsWith('vx1-') ? null : true),
    schedules: ['day', 'week'],
    hours: everyHour,
    // The two most recent are kept: the older one is as old as two turns of the schedule before it goes.
    retention_days: { day: 2, week: 14 },
    schedule_by_server: true,
    can_list: true,
    can_restore_in_place: true,
    // A new server is made from a snapshot only; turning a backup into one is a thing of the panel.
    can_restore_to_new: false,
    can_convert: false,
  },
  snapshot: {
    slots: null,
    life_days: null,
    // No limit is documented. The server's id goes into the same text (`snapshot-mark.ts`).
    name_length: 60,
    can_restore_in_place: true,
    can_restore_to_new: true,
    replaces_oldest: false,
    needs_native: false,
    rollback_deletes_newer: false,
    billed: 'per_gb',
  },
  can_create_servers: true,
  // Backups say nothing of their server; only the filter by server tells whose they are.
  lists_all_recovery_points: false,
  // A server's own state is all there is to follow.
  progress: 'state',
  panel_url: 'https://my.vultr.com',
}
