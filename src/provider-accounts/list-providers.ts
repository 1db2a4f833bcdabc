import type { Context } from '../context.ts'
import type { Page } from '../lib/pagination.ts'
import { providerNames } from '../providers/provider.ts'
import type { ProviderSummary } from './schema.ts'

/** The clouds Backstay speaks to, what their credentials are made of, and what they can do. */
export const listProviders = async (ctx: Context): Promise<Page<ProviderSummary>> => ({
  data: providerNames.map((name) => {
    const { credential_fields, capabilities } = ctx.providers.describe(name)
    const { label, can_create_servers, panel_url, native } = capabilities
    return {
      name,
      label,
      credential_fields: [...credential_fields],
      can_create_servers,
      panel_url,
      native: native && { ...native, schedules: [...native.schedules], hours: [...native.hours] },
    }
  }),
  next_cursor: null,
})
