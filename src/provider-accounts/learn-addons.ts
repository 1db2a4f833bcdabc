import type { Context } from '../context.ts'
import type { ProviderName } from '../providers/provider.ts'
import { insertKnownAddons } from './queries.ts'

/** Keeps which add-on numbers are a provider's backups, so that every other server of that kind can be read. */
export const learnAddons = (
  ctx: Context,
  input: { provider: ProviderName; addon_ids: readonly number[]; meaning?: 'backup' | 'other' },
): Promise<void> =>
  insertKnownAddons(
    ctx.db,
    input.addon_ids.map((addon_id) => ({
      provider: input.provider,
      addon_id,
      meaning: input.meaning ?? 'backup',
      created_at: ctx.clock.now(),
    })),
  )
