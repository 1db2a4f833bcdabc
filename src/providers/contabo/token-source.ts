import type { Clock } from '../../lib/clock.ts'
import { changedError } from '../changed-error.ts'
import { judge } from '../judge.ts'
import { ProviderError } from '../provider-error.ts'
import type { Reply, Send } from '../send.ts'
import { classifyReply } from './classify-reply.ts'
import { type Claims, claimsSchema, tokenSchema } from './schema.ts'

export type ContaboCredentials = {
  readonly client_id: string
  readonly client_secret: string
  readonly api_user: string
  readonly api_password: string
}

export type TokenSource = {
  /** A token that is good for a while yet; asks for a new one when the old one nears its end. */
  current(): Promise<string>
  /** Another token than this one, which was refused before its time. */
  instead(refused: string): Promise<string>
  /** What the present token says about its owner; empty when it cannot be read. */
  claims(): Promise<Claims>
}

export type TokenSourceParts = {
  readonly send: Send
  readonly token_url: string
  readonly credentials: ContaboCredentials
  readonly clock: Clock
  readonly requestId: () => string
}

type Token = { readonly text: string; readonly refresh_at_ms: number; readonly expires_at_ms: number }

/** Tokens by OAuth2 password grant, one request at a time however many calls wait for it. */
export const createTokenSource = (parts: TokenSourceParts): TokenSource => {
  let token: Token | null = null
  let underWay: Promise<Token> | null = null

  const renew = (): Promise<Token> => {
    underWay ??= requestToken(parts)
      .then((fresh) => {
        token = fresh
        return fresh
      })
      .finally(() => {
        underWay = null
      })
    return underWay
  }

  const current = async (): Promise<string> => {
    const now = parts.clock.nowMs()
    const held = token
    if (held !== null && now < held.refresh_at_ms) return held.text
    try {
      return (await renew()).text
    } catch (error) {
      // Early is early: while the old token holds, a sign-in service that stumbles stops nobody.
      if (
        held !== null &&
        now < held.expires_at_ms &&
        error instanceof ProviderError &&
        error.kind !== 'unauthorized'
      ) {
        return held.text
      }
      throw error
    }
  }

  return {
    current,
    instead: async (refused) => {
      // Another call may have brought a new one while this one was on its way.
      if (token !== null && token.text !== refused) return token.text
      return (await renew()).text
    },
    claims: async () => claimsOf(await current()),
  }
}

const requestToken = async ({ send, token_url, credentials, clock, requestId }: TokenSourceParts): Promise<Token> => {
  const asked_at_ms = clock.nowMs()
  const reply = await send({
    operation: 'getToken',
    method: 'POST',
    path: token_url,
    form: {
      client_id: credentials.client_id,
      client_secret: credentials.client_secret,
      username: credentials.api_user,
      password: credentials.api_password,
      grant_type: 'password',
    },
    headers: { 'x-request-id': requestId() },
    repeatable: true,
  }).catch((error: unknown) => {
    // Whatever became of the sign-in: the call that waited for it was never sent.
    throw error instanceof ProviderError ? changedError(error, { effect: 'none' }) : error
  })
  const parsed = tokenSchema.safeParse(reply.body)
  if (reply.status !== 200 || !parsed.success) throw signInRefused(reply, clock)
  const life_ms = parsed.data.expires_in * 1000
  return {
    text: parsed.data.access_token,
    refresh_at_ms: asked_at_ms + life_ms - Math.min(30_000, life_ms / 5),
    expires_at_ms: asked_at_ms + life_ms,
  }
}

/** The sign-in service speaks OAuth2: 400 or 401 with `invalid_grant` (the user's part), `invalid_client`, `unauthorized_client`. */
const signInRefused = (reply: Reply, clock: Clock): ProviderError => {
  const code = reply.status === 400 || reply.status === 401 ? oauthError(reply.body) : null
  const failure = { effect: 'none', retry_after_ms: null, status: reply.status } as const
  const where = 'They stand in the Contabo panel under my.contabo.com/api/details.'
  if (code === 'invalid_grant') {
    return new ProviderError(`Contabo refuses API user and API password. ${where}`, {
      ...failure,
      kind: 'unauthorized',
    })
  }
  if (code !== null || (reply.status === 401 && reply.body !== undefined)) {
    return new ProviderError(`Contabo refuses client id and client secret. ${where}`, {
      ...failure,
      kind: 'unauthorized',
    })
  }
  const classified = judge(classifyReply(clock), reply)
  return new ProviderError(
    classified?.kind === 'rate_limited'
      ? "Contabo's sign-in service gets too many requests. It goes on by itself after a pause."
      : `Contabo's sign-in service answered with status ${reply.status} and without a token. Try again in a minute.`,
    {
      ...failure,
      kind: classified?.kind === 'rate_limited' ? 'rate_limited' : 'retry',
      retry_after_ms: classified?.retry_after_ms ?? null,
    },
  )
}

const oauthError = (body: unknown): string | null =>
  typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string' ? body.error : null

const claimsOf = (token: string): Claims => {
  try {
    return claimsSchema.parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')))
  } catch {
    return {}
  }
}
