import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Seals pieces of a file with AES-256-GCM. `position` must be the same when opening, so that no piece passes for another. */
export type BlockSeal = {
  seal(position: string, plain: Uint8Array): Buffer
  /** Throws when the key or the position differ, or a bit was changed. */
  open(position: string, sealed: Uint8Array): Buffer
}

const nonceBytes = 12
const tagBytes = 16

/** `key` is any secret; `salt` keeps what is sealed here apart from all else under that key. */
export const createBlockSeal = (key: string, salt: string): BlockSeal => {
  const own = Buffer.from(hkdfSync('sha256', key, salt, 'block seal', 32))
  return {
    seal: (position, plain) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', own, nonce).setAAD(Buffer.from(position))
      const body = [cipher.update(plain), cipher.final()]
      return Buffer.concat([nonce, cipher.getAuthTag(), ...body])
    },
    open: (position, sealed) => {
      if (sealed.length < nonceBytes + tagBytes) throw new Error('too short for a sealed block')
      const decipher = createDecipheriv('aes-256-gcm', own, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
      decipher.setAAD(Buffer.from(position)).setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
      return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()])
    },
  }
}
