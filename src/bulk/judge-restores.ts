import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { utcMinute } from '../lib/utc-minute.ts'
import { openProvider } from '../provider-accounts/open-provider.ts'
import { type NewestImage, newestImages } from '../recovery-points/newest-images.ts'
import { whyNotNewServer } from '../restores/images/why-not-new-server.ts'
import { accountOf } from '../servers/account-of.ts'
import type { ChosenServer } from '../servers/choose-servers.ts'

export type JudgedRestore = { server: ChosenServer } & (
  | { point: NewestImage; why: null }
  | { point: null; why: AppError }
)

const kinds = ['native', 'snapshot'] as const

/** Of each server the image that it could be made anew of, or why there is none. It asks no provider. */
export const judgeRestores = async (
  ctx: Context,
  { servers, as_of }: { servers: readonly ChosenServer[]; as_of: string },
): Promise<JudgedRestore[]> => {
  const judged: JudgedRestore[] = []
  for (const ofAccount of Map.groupBy(servers, (server) => server.provider_account_id).values()) {
    const [first] = ofAccount
    if (first === undefined) continue
    const { methods, why } = await waysOf(ctx, first)
    const images = await newestImages(ctx, { server_ids: ofAccount.map(({ id }) => id), methods, until: as_of })
    for (const server of ofAccount) {
      const point = images.get(server.id)
      judged.push(
        point === undefined ? { server, point: null, why: why ?? none(server, as_of) } : { server, point, why: null },
      )
    }
  }
  return judged
}

/** By which kinds of images servers of an account can be made, for this caller; the reason where there are none. */
const waysOf = async (ctx: Context, server: ChosenServer) => {
  if (server.provider_account_id === null) return { methods: [], why: thrownBy(() => accountOf(server)) }
  const { capabilities } = await openProvider(ctx, { provider_account_id: server.provider_account_id })
  const whyNot = (method: (typeof kinds)[number]) =>
    whyNotNewServer(ctx.caller, { source: server, capabilities, method })
  const methods = kinds.filter((method) => whyNot(method) === null)
  return { methods, why: methods.length === 0 ? whyNot('snapshot') : null }
}

const thrownBy = (work: () => unknown): AppError | null => {
  try {
    work()
    return null
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

const none = ({ name }: ChosenServer, as_of: string): AppError =>
  new AppError('recovery_point_gone', {
    message: `${name} has no good image from ${utcMinute(as_of)} or before of which a new server can be made. Choose a later time, or look at its history.`,
  })
