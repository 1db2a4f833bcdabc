import { createCipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { repositoryArgs } from '../../src/restic/args/repository-args.ts'
import { readResticJson } from '../../src/restic/read-restic-json.ts'
import type { TestRepository } from './restic.ts'

const MasterKey = z.object({ mac: z.object({ k: z.base64(), r: z.base64() }), encrypt: z.base64() })
export type MasterKey = z.infer<typeof MasterKey>

/** What seals the objects of a repository, as whoever has its password can learn it. */
export const masterKeyOf = async ({
  binary,
  environment,
  access,
}: Pick<TestRepository, 'binary' | 'environment' | 'access'>): Promise<MasterKey> => {
  const args = ['cat', ...repositoryArgs(access), '--no-lock', '--', 'masterkey']
  const { value: key } = await readResticJson({ binary, environment, args, schema: MasterKey })
  if (key === null) throw new Error('restic did not tell the master key of the test repository.')
  return key
}

/** restic's envelope: nonce, AES-256-CTR, then a Poly1305-AES of the ciphertext. */
export const seal = (key: MasterKey, plain: Buffer): Buffer => {
  const nonce = randomBytes(16)
  const cipher = createCipheriv('aes-256-ctr', Buffer.from(key.encrypt, 'base64'), nonce)
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  const block = createCipheriv('aes-128-ecb', Buffer.from(key.mac.k, 'base64'), null).setAutoPadding(false)
  return Buffer.concat([nonce, text, poly1305(text, Buffer.from(key.mac.r, 'base64'), block.update(nonce))])
}

const clamp = 0x0ffffffc0ffffffc0ffffffc0fffffffn
const prime = (1n << 130n) - 5n

const poly1305 = (text: Buffer, r: Buffer, s: Buffer): Buffer => {
  const factor = littleEndian(r) & clamp
  let sum = 0n
  for (let from = 0; from < text.length; from += 16) {
    const block = text.subarray(from, from + 16)
    sum = ((sum + littleEndian(block) + (1n << BigInt(8 * block.length))) * factor) % prime
  }
  const tag = (sum + littleEndian(s)) & ((1n << 128n) - 1n)
  return Buffer.from(tag.toString(16).padStart(32, '0'), 'hex').reverse()
}

const littleEndian = (bytes: Buffer): bigint => BigInt(`0x${Buffer.from(bytes).reverse().toString('hex') || '0'}`)
