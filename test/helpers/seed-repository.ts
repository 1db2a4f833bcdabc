import { createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import type { RepositoryAccess } from '../../src/agent-protocol/messages.ts'
import type { Context } from '../../src/context.ts'
import { endCredential } from '../../src/repositories/end-credential.ts'
import { initializeRepository } from '../../src/repositories/initialize-repository.ts'
import { type MasterKey, seal } from './restic-envelope.ts'
import { templatePassword, templateRepository } from './restic-template.ts'

/** A way in with the rights to make the repository. */
type Visit = {
  readonly credential_id: string
  readonly access: Pick<RepositoryAccess, 'repository_password'>
  send(method: string, path: string, body?: Buffer): Promise<{ status: number }>
  put(type: 'keys', bytes: Buffer): Promise<{ status: number }>
}

/**
 * Puts the template into a repository through the gateway, its key sealed under the repository's own password, and lets Backstay
 * find it: what restic's init leaves, without its measuring of the machine, and quick to open for every restic that follows.
 * All have the same master key, so copies between two need another.
 */
export const seedRepository = async (ctx: Context, repository_id: string, visit: Visit): Promise<void> => {
  const { send, put, access, credential_id } = visit
  const salt = randomBytes(64)
  const userKey = userKeyOf(access.repository_password, salt, 1)
  const data = seal(userKey, Buffer.from(JSON.stringify(masterKeyOfTemplate()))).toString('base64')
  const about = { created: '2026-11-21T11:40:47Z', username: 'test', hostname: 'test', kdf: 'scrypt', N: 2, r: 8, p: 1 }
  const key = await put('keys', Buffer.from(JSON.stringify({ ...about, salt: salt.toString('base64'), data })))
  const config = await send('POST', 'config', Buffer.from(templateRepository.config, 'base64'))
  if (key.status !== 200 || config.status !== 200)
    throw new Error(
      `The gateway answered ${key.status} to the key and ${config.status} to the config of ${repository_id}.`,
    )
  // While it lives nobody may maintain the repository.
  await endCredential(ctx, { credential_id })
  await initializeRepository(ctx, { repository_id })
}

const masterKeyOfTemplate = (): MasterKey => {
  const { salt, data, p } = JSON.parse(templateRepository.key)
  const { encrypt } = userKeyOf(templatePassword, Buffer.from(salt, 'base64'), p)
  const sealed = Buffer.from(data, 'base64')
  const cipher = createDecipheriv('aes-256-ctr', Buffer.from(encrypt, 'base64'), sealed.subarray(0, 16))
  return JSON.parse(Buffer.concat([cipher.update(sealed.subarray(16, -16)), cipher.final()]).toString())
}

/** As restic takes it from a password: 32 bytes to encrypt, then 16 and 16 for the seal. */
const userKeyOf = (password: string, salt: Buffer, p: number): MasterKey => {
  const key = scryptSync(password, salt, 64, { N: 2, r: 8, p })
  const part = (from: number, to: number) => key.subarray(from, to).toString('base64')
  return { encrypt: part(0, 32), mac: { k: part(32, 48), r: part(48, 64) } }
}
