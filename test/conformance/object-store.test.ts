import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { createHashingPool } from '../../src/storage/hashing-pool.ts'
import { createLocalDisk } from '../../src/storage/local-disk.ts'
import { createMemoryStore } from '../../src/storage/memory.ts'
import { createS3Store, type S3Credentials } from '../../src/storage/s3.ts'
import type { StagingOptions } from '../../src/storage/staging.ts'
import { s3Bucket, s3Credentials, startS3Server } from '../helpers/s3-server.ts'
import { findSwift, startSwift, swiftCredentials } from '../helpers/swift/start-swift.ts'
import { describeObjectStore, refTo, type StoreSubject } from './object-store.ts'

const makeStaging = (): Omit<StagingOptions, 'folder'> => ({
  pool: createHashingPool({ threads: 2 }),
  makeName: () => randomBytes(8).toString('hex'),
  nowMs: () => Date.now(),
})
const newFolder = () => mkdtemp(join(tmpdir(), 'backstay-store-'))
const countIn = async (folder: string) => (await readdir(folder).catch(() => [])).length

describeObjectStore('memory', async () => {
  const store = createMemoryStore()
  return { store, staged: async () => store.staged(), end: async () => undefined }
})

describeObjectStore('local disk', async () => {
  const root = await newFolder()
  const staging = makeStaging()
  return {
    store: createLocalDisk({ root, ...staging }),
    staged: () => countIn(join(root, '.staging')),
    end: async () => {
      await staging.pool.close()
      await rm(root, { recursive: true })
    },
  }
})

type BucketServer = { endpoint: string; stop(): Promise<void> }

const inBucket = async (server: BucketServer, credentials: S3Credentials): Promise<StoreSubject> => {
  const folder = await newFolder()
  const staging = makeStaging()
  const settings = {
    endpoint: server.endpoint,
    region: 'us-east-1',
    bucket: s3Bucket,
    prefix: 'some/where',
    path_style: true,
  }
  return {
    store: createS3Store({ settings, credentials, folder, ...staging }),
    staged: () => countIn(folder),
    end: async () => {
      await staging.pool.close()
      await server.stop()
      await rm(folder, { recursive: true })
    },
  }
}

describeObjectStore('s3', async () => inBucket(await startS3Server(), s3Credentials))

const swift = await findSwift()
describeObjectStore(
  's3 of OpenStack Swift, where it is installed',
  async () => inBucket(await startSwift(swift ?? ''), swiftCredentials),
  { here: swift !== null },
)

test('a sweep removes what a dead process left, and nothing that somebody still writes', async () => {
  const root = await newFolder()
  const staging = makeStaging()
  onTestFinished(async () => {
    await staging.pool.close()
    await rm(root, { recursive: true })
  })
  const store = createLocalDisk({ root, ...staging })
  const bytes = randomBytes(50)
  const staged = await store.stage(Readable.from([bytes]), null)
  const old = join(root, '.staging', 'left')
  await writeFile(old, 'half a pack')
  const longAgo = new Date(Date.now() - 7_200_000)
  await utimes(old, longAgo, longAgo)
  await store.sweep(3_600_000)
  expect(await countIn(join(root, '.staging'))).toBe(1)
  await staged.commit(refTo(bytes))
  expect(await store.size(refTo(bytes))).toBe(50)
})

test('room is told also before the first object makes the folder, and not where nothing is', async () => {
  const above = await newFolder()
  const staging = makeStaging()
  onTestFinished(async () => {
    await staging.pool.close()
    await rm(above, { recursive: true })
  })
  expect(await createLocalDisk({ root: join(above, 'repositories'), ...staging }).free()).toBeGreaterThan(0)
  expect(await createLocalDisk({ root: join(above, 'away', 'repositories'), ...staging }).free()).toBeNull()
})
