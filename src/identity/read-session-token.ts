import { createHmac, timingSafeEqual } from 'node:crypto'

const names = ['__Secure-better-auth.session_token', 'better-auth.session_token']

/**
 * The session token in a Cookie header, or null when there is none or its signature is wrong. The form is better-auth's:
 * `token.base64(hmac-sha256(secret, token))`, percent-encoded; a test holds the two together (`sign-in.test.ts`). Reading it here makes
 * one read per request out of better-auth's three.
 */
export const readSessionToken = (cookieHeader: string | undefined, secret: string): string | null => {
  const cookies = (cookieHeader ?? '').split(';').map((cookie) => splitOnce(cookie.trim(), '='))
  // A browser can hold several, such as one from before TLS or of another Backstay on this host; the safest that is ours counts.
  for (const wanted of names) {
    for (const [name, value = ''] of cookies) {
      const token = name === wanted ? verified(value, secret) : null
      if (token !== null) return token
    }
  }
  return null
}

const verified = (value: string, secret: string): string | null => {
  const decoded = decode(value)
  const dot = decoded.lastIndexOf('.')
  if (dot < 1) return null
  const token = decoded.slice(0, dot)
  const given = Buffer.from(decoded.slice(dot + 1), 'base64')
  const expected = createHmac('sha256', secret).update(token).digest()
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null
}

const decode = (value: string) => {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}

const splitOnce = (text: string, separator: string) => {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}
