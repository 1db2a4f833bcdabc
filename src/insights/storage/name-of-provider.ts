import type { Context } from '../../context.ts'
import { providerNames } from '../../providers/provider.ts'

/** What people call it. Machines that stand at no provider are one by themselves. */
export const nameOfProvider = (ctx: Context, provider: string): string => {
  const name = providerNames.find((name) => name === provider)
  return name === undefined ? 'Own machines' : ctx.providers.describe(name).capabilities.label
}
