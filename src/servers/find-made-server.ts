import type { Services } from '../context.ts'
import { isoPlusMs, minuteMs } from '../lib/clock.ts'
import type { Provider, ProviderServer } from '../providers/provider.ts'
import { accountOf } from './account-of.ts'
import { listKnownRefs, type ServerRow } from './queries.ts'

/** The provider's clock may be a little behind ours. */
const clockSkewMs = 5 * minuteMs

/**
 * The server that an order of unknown end made, if it did: of that name, made since, and known to nobody yet. Null when there is
 * none, or more than one. Throws ProviderError.
 */
export const findMadeServer = async (
  services: Services,
  input: { provider: Provider; server: ServerRow; sent_at: string },
): Promise<ProviderServer | null> => {
  const { provider, server, sent_at } = input
  const since = Date.parse(isoPlusMs(sent_at, -clockSkewMs))
  const { servers } = await provider.listServers()
  const alike = servers.filter(
    ({ name, created_at }) => name === server.provider_name && (created_at === null || Date.parse(created_at) >= since),
  )
  const known = await listKnownRefs(
    services.db,
    accountOf(server),
    alike.map(({ ref }) => ref),
  )
  const [made, ...more] = alike.filter(({ ref }) => !known.includes(ref))
  return made !== undefined && more.length === 0 ? made : null
}
