import type { Context } from '../context.ts'
import type { Auth } from './auth.ts'
import { peerHeader } from './auth.ts'

/** Signs somebody in right after a link let them set their password; resolves with the Set-Cookie headers. */
export const signIn = async (
  ctx: Context,
  auth: Auth,
  input: { email: string; password: string },
): Promise<string[]> => {
  const headers = new Headers({ 'user-agent': ctx.origin.user_agent ?? '', [peerHeader]: ctx.origin.ip_address ?? '' })
  const response = await auth.api.signInEmail({ body: input, headers, asResponse: true })
  return response.headers.getSetCookie()
}
