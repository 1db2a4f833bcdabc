import type { Capabilities } from '../provider.ts'
import { canHaveAutoBackup, snapshotSlots } from './products.ts'

/**
 * What Contabo's API offers, which is less than its panel: auto-backup can be bought, and neither cancelled, listed nor restored
 * (API document 1.0.0; documentation pages vps-auto-backup and vps of 22 September 2026). It runs once a day at a time of
 * Contabo's choosing and keeps up to 10 backups of up to 10 days. Snapshots live 30 days in 0 to 5 slots beside the disk itself.
 */
export const contaboCapabilities: Capabilities = {
  label: 'Contabo',
  native: {
    can_disable: false,
    disable_destroys: true,
    enabling_is_a_purchase: true,
    available_for: canHaveAutoBackup,
    schedules: [],
    hours: [],
    retention_days: 10,
    can_list: false,
    can_restore_in_place: false,
    can_restore_to_new: false,
  },
  snapshot: {
    slots: snapshotSlots,
    life_days: 30,
    // Auto-backup is described as kept off the server, snapshots are not (documentation page vps, 22 September 2026).
    same_disk: true,
    name_length: 30,
    can_restore_in_place: true,
    can_restore_to_new: false,
    replaces_oldest: false,
    needs_native: false,
    rollback_deletes_newer: true,
    billed: 'included',
  },
  can_create_servers: true,
  lists_all_recovery_points: false,
  progress: 'none',
  panel_url: 'https://my.contabo.com',
}
