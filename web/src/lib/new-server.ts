import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import type { NewServerChoices } from '../../../src/restores/schema.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import type { RestoreChoice } from './restore-choice.ts'
import { viewerWhy } from './roles.ts'

type Wish = RestoreChoice['new_server']
export type NewServerSize = NewServerChoices['sizes'][number]

/** What a new server is called before somebody says otherwise: as the old one, which keeps its name. */
export function newServerName(name: string): string {
  const plain = name
    .replace(/[^a-zA-Z0-9.-]+/g, '-')
    .slice(0, 52)
    .replace(/^[.-]+|[.-]+$/g, '')
  return `${plain || 'server'}-restored`
}

/** What is wrong with the name of a new server, or null: the API's own rule. */
export function whyNotName(name: string): string | null {
  if (name.trim() === '') return 'Say what the new server is called.'
  return /^[a-zA-Z0-9]([a-zA-Z0-9.-]{0,61}[a-zA-Z0-9])?$/.test(name.trim())
    ? null
    : 'Use letters, digits, dots and hyphens, 63 at most, with a letter or digit at both ends.'
}

type Asker = { may: boolean; host: string }

/** Why no new server can be made of an image here, as far as that is known without asking its provider; else null. */
export function whyNoNewServer(
  { server, point, provider }: { server: Server; point: Pick<RecoveryPoint, 'method'>; provider?: ProviderSummary },
  { may, host }: Asker,
): string | null {
  const how = point.method === 'native' ? provider?.native : provider?.snapshot
  if (provider && how?.can_restore_to_new !== true)
    return point.method === 'native' && provider.snapshot?.can_restore_to_new === true
      ? `${provider.label} makes a new server of a snapshot only, not of its own backups.`
      : `${provider.label} cannot make a new server of a backup.`
  if (!may) return viewerWhy
  // Members are told the account only where it is their own.
  return server.provider_account_id === null ? `A new server is billed to ${host}. Ask them to restore to one.` : null
}

/** The sizes by what stands against them in a region, each kind the smallest disk first. */
export function sizesIn({ sizes }: Pick<NewServerChoices, 'sizes'>, region: string | null) {
  const sold = (size: NewServerSize) => region === null || size.regions === null || size.regions.includes(region)
  const ordered = [...sizes].sort((a, b) => a.disk_gb - b.disk_gb || priceOf(a) - priceOf(b))
  return {
    fit: ordered.filter((size) => size.fits && sold(size)),
    small: ordered.filter((size) => !size.fits),
    elsewhere: ordered.filter((size) => size.fits && !sold(size)),
  }
}

const priceOf = (size: NewServerSize) => size.price_per_month?.amount_minor ?? Number.POSITIVE_INFINITY

/** What would be ordered: what somebody chose, else as the backed-up server was; null for what there is none of. */
export function newServerOf(wish: Wish, choices: NewServerChoices) {
  const region = choices.regions.includes(wish.region) ? wish.region : choices.suggested.region
  const { fit } = sizesIn(choices, region)
  const named = (name: string | null) => fit.find((size) => size.name === name)
  return { region, size: named(wish.size) ?? named(choices.suggested.size) ?? null }
}

/** What stands in the way of ordering it, or null. */
export function whyNotOrder(wish: Wish, choices: NewServerChoices | undefined): string | null {
  const badName = whyNotName(wish.name)
  if (badName !== null) return badName
  if (choices === undefined) return 'What the provider has for this image is not known yet.'
  const { region, size } = newServerOf(wish, choices)
  if (region === null) return 'There is no region in which this image can be used.'
  return size === null ? 'Choose a size that holds the image.' : null
}
