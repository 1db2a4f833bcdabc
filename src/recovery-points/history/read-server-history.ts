import type { Context } from '../../context.ts'
import type { Provider, ProviderRecoveryPoint } from '../../providers/provider.ts'
import { accountOf } from '../../servers/account-of.ts'
import { imageChangesReadAt } from '../../servers/image-changes-read-at.ts'
import type { LoadedServer } from '../../servers/load-server.ts'
import { NativeScheduleShape } from '../../servers/schema.ts'
import { recordHistories } from './record-histories.ts'

/** Reads the list of one server's images now and writes it down; resolves with it. Throws ProviderError. For the system's own work. */
export const readServerHistory = async (
  ctx: Context,
  { server, provider }: { server: LoadedServer; provider: Provider },
): Promise<readonly ProviderRecoveryPoint[]> => {
  const began_at = ctx.clock.now()
  const provider_ref = server.provider_ref ?? ''
  const points = await provider.listRecoveryPoints(provider_ref)
  const toRead = {
    id: server.id,
    name: server.name,
    size: server.size,
    provider_ref,
    native: {
      state: server.native_state,
      schedule: NativeScheduleShape.nullable().parse(server.native_schedule),
      next_at: server.native_next_at,
    },
    // The listing of servers is older than this list.
    point_refs: null,
    has_images: true,
  }
  const { native } = provider.capabilities
  const changes_read_at =
    provider.listChangedServers === undefined
      ? null
      : await imageChangesReadAt(ctx, { provider_account_id: accountOf(server) })
  await recordHistories(ctx, {
    histories: [{ server: toRead, points }],
    complete: true,
    began_at,
    native,
    changes_read_at,
  })
  return points
}
