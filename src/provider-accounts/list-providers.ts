import type { Context } from '../context.ts'
import type { Page } from '../lib/pagination.ts'
import { providerNames, type SnapshotCapability } from '../providers/provider.ts'
import { sureDays } from '../providers/sure-days.ts'
import type { ProviderSummary } from './schema.ts'

/** The clouds Backstay speaks to, what their credentials are made of, and what they can do. */
export const listProviders = async (ctx: Context): Promise<Page<ProviderSummary>> => ({
  data: providerNames.map((name) => {
    const { credential_fields, capabilities } = ctx.providers.describe(name)
    const { label, can_create_servers, panel_url, native, snapshot } = capabilities
    return {
      name,
      label,
      credential_fields: [...credential_fields],
      can_create_servers,
      panel_url,
      native: native && {
        ...native,
        schedules: [...native.schedules],
        hours: [...native.hours],
        keeps_at_most: sureDays(native),
      },
      snapshot: snapshot && snapshotFacts(snapshot),
    }
  }),
  next_cursor: null,
})

const snapshotFacts = (snapshot: SnapshotCapability): NonNullable<ProviderSummary['snapshot']> => {
  const { slots, life_days, can_restore_in_place, can_restore_to_new, needs_native, rollback_deletes_newer } = snapshot
  const { replaces_oldest, same_disk = false } = snapshot
  return {
    slots: typeof slots === 'function' ? 'by_size' : slots,
    life_days,
    can_restore_in_place,
    can_restore_to_new,
    needs_native,
    rollback_deletes_newer,
    replaces_oldest,
    same_disk,
  }
}
