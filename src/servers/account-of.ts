import { AppError } from '../lib/errors.ts'
import type { LoadedServer } from './load-server.ts'

/** The provider account of a server. Throws method_unavailable for a machine enrolled by hand, which stands at no provider. */
export const accountOf = (server: Pick<LoadedServer, 'name' | 'provider_account_id'>): string => {
  if (server.provider_account_id !== null) return server.provider_account_id
  throw new AppError('method_unavailable', {
    message: `${server.name} stands at no provider that we drive, so nobody can take images of it. Protect its files instead.`,
  })
}
