import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { s3Bucket } from '../s3-server.ts'

const [account, user, key] = ['test', 'tester', 'testing']
export const swiftCredentials = { access_key_id: `${account}:${user}`, secret_access_key: key }

/** The system's Python before others: Swift's packages are the system's. */
const pythons = ['/usr/bin/python3', 'python3']
const needed =
  'import swift.common.middleware.s3api.s3api, swift.obj.server, swift.container.server, swift.account.server'

/** A Python that has OpenStack Swift, or null. On Debian: apt-get install swift-proxy swift-account swift-container swift-object. */
export const findSwift = async (): Promise<string | null> => {
  for (const python of pythons) {
    const has = await promisify(execFile)(python, ['-c', needed]).then(
      () => true,
      () => false,
    )
    if (has) return python
  }
  return null
}

/** OpenStack Swift with its S3 API on a port of this machine, its disk in a temporary folder, with one bucket. */
export const startSwift = async (python: string): Promise<{ endpoint: string; stop(): Promise<void> }> => {
  const folder = await mkdtemp(join(tmpdir(), 'backstay-swift-'))
  const program = join(import.meta.dirname, 'one-node.py')
  const child = spawn(python, [program, join(folder, 'node'), account, user, key], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const ended = once(child, 'close')
  const stop = async () => {
    child.stdin.end()
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), ended])
    const port = /^\{"port": (\d+)\}$/.exec(String(line))?.[1]
    if (port === undefined) throw new Error(`Swift did not start: ${said}`)
    const endpoint = `http://127.0.0.1:${port}`
    await makeBucket(endpoint)
    return { endpoint, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

const makeBucket = async (endpoint: string): Promise<void> => {
  const client = new S3Client({
    region: 'us-east-1',
    endpoint,
    forcePathStyle: true,
    credentials: { accessKeyId: swiftCredentials.access_key_id, secretAccessKey: swiftCredentials.secret_access_key },
  })
  await client.send(new CreateBucketCommand({ Bucket: s3Bucket }))
  client.destroy()
}
