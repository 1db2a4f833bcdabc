import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

/** Sealing under the root key. Purposes keep keys apart: what one purpose sealed, another cannot open. */
export type Secrets = {
  /** Public name of the root key, safe to store and show: 16 hex digits. */
  readonly fingerprint: string
  /** Encrypts text with AES-256-GCM. `context` (such as the row's id) must be the same when opening. */
  seal(purpose: string, context: string, plaintext: string): string
  /** Decrypts what `seal` made; throws when the key, purpose or context differ or the text was changed. */
  open(purpose: string, context: string, sealed: string): string
  /** A key of its own for another component (32 bytes, base64url), derived from the root key. */
  derive(purpose: string): string
}

const format = 'v1'

/** `rootKey` is the text of `BACKSTAY_SECRET_KEY` or of the file `secret.key`, at least 32 characters. */
export const createSecrets = (rootKey: string): Secrets => {
  const subkey = (purpose: string) => Buffer.from(hkdfSync('sha256', rootKey, 'backstay', purpose, 32))
  return {
    fingerprint: createHash('sha256').update(subkey('fingerprint')).digest('hex').slice(0, 16),
    seal: (purpose, context, plaintext) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', subkey(`seal:${purpose}`), nonce).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()])
      return `${format}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    open: (purpose, context, sealed) => {
      const [version, payload] = sealed.split('.')
      if (version !== format || payload === undefined) throw new Error('not a sealed value of this version')
      const bytes = Buffer.from(payload, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', subkey(`seal:${purpose}`), bytes.subarray(0, 12), {
        authTagLength: 16,
      })
      decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
    derive: (purpose) => subkey(`derive:${purpose}`).toString('base64url'),
  }
}

/** A new root key: 32 random bytes as text. */
export const newRootKey = (): string => randomBytes(32).toString('base64')

/** SHA-256 as hex: how tokens and API keys are stored, since they are random and need no slow hash. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')
