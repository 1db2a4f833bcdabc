import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'
import { freePort } from './free-port.ts'

export const s3Credentials = { access_key_id: 'S3RVER', secret_access_key: 'S3RVER' }
export const s3Bucket = 'backups'

/** A server that speaks S3's wire protocol, with one bucket. */
export const startS3Server = async (): Promise<{ endpoint: string; stop(): Promise<void> }> => {
  const directory = await mkdtemp(join(tmpdir(), 'backstay-s3-'))
  const port = await freePort()
  const server = new S3rver({
    port,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: s3Bucket, configs: [] }],
  })
  await server.run()
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      await server.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
