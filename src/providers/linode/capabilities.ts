import type { Capabilities } from '../provider.ts'

/**
 * From Linode's OpenAPI document 4.189.0 of 2024-10-16, its pages on backups and limits, and its own clients, read 2026-11-21.
 *
 * A schedule is a weekday and a window of two hours. Backups run every day all the same; the weekday only says which of them is
 * preferred for keeping longer. So the schedule is `every: 'day'`, and `weekday`, where somebody names one, picks that backup:
 * `every: 'week'` would claim an RPO of a week.
 */
export const capabilities: Capabilities = {
  label: 'Linode',
  native: {
    can_disable: true,
    // "Cancels the Backup service … Deletes all of this Linode's existing backups forever": the manual snapshot among them.
    disable_destroys: true,
    enabling_is_a_purchase: false,
    schedules: ['day'],
    hours: [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22],
    // Never more than three: the newest, that of this week and that of the week before, none older than 14 days. See `most_points`.
    retention_days: { day: 14, week: 14 },
    // Just after a weekly one was taken, the one of the week before is the oldest there is.
    sure_days: 7,
    most_points: 3,
    can_list: true,
    can_restore_in_place: true,
    can_restore_to_new: true,
    // No call makes anything else of a backup.
    can_convert: false,
  },
  snapshot: {
    // One manual snapshot. "If you already have a snapshot of this Linode, this is a destructive action."
    slots: 1,
    replaces_oldest: true,
    // It is part of the backup service, which is paid as a whole.
    needs_native: true,
    billed: 'included',
    // Only the next one, or the end of the service, takes it away.
    can_delete: false,
    life_days: null,
    name_length: 255,
    can_restore_in_place: true,
    can_restore_to_new: true,
    rollback_deletes_newer: false,
  },
  can_create_servers: true,
  // Backups are listed server by server only.
  lists_all_recovery_points: false,
  // Events carry `percent_complete`.
  progress: 'exact',
  panel_url: 'https://cloud.linode.com/linodes/{ref}',
}
