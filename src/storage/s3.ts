import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import {
  type ByteRange,
  type ObjectRef,
  type ObjectStore,
  objectTypes,
  StorageError,
  type StoredObject,
} from './object-store.ts'
import { s3Failure } from './s3-failure.ts'
import { createStaging, type StagedFile, type StagingOptions } from './staging.ts'

/*
 * Objects in a bucket, under the names restic itself gives them: `restic -r s3:<endpoint>/<bucket>/<prefix>/<repository_id>`
 * opens one without us. Uploads are staged on this machine's disk and put once they are whole; trash is another prefix.
 */

export type S3Settings = {
  /** Unset: Amazon's own for the region. */
  endpoint: string | null
  region: string
  bucket: string
  /** Before every key; without slashes around it. Empty for none. */
  prefix: string
  /** The bucket in the path, not in the host's name: what most servers other than Amazon's need. */
  path_style: boolean
}
export type S3Credentials = { access_key_id: string; secret_access_key: string }
/** `folder`: where uploads are staged. */
export type S3Options = StagingOptions & { settings: S3Settings; credentials: S3Credentials }

export const createS3Store = ({ settings, credentials, ...staging }: S3Options): ObjectStore => {
  const client = connect(settings, credentials)
  const { take, sweep } = createStaging(staging)
  const Bucket = settings.bucket
  const base = settings.prefix === '' ? '' : `${settings.prefix}/`
  const keyOf = (ref: ObjectRef) => `${base}${ref.repository_id}/${pathOf(ref)}`
  const trashKeyOf = (ref: ObjectRef) => `${base}.trash/${ref.repository_id}/${pathOf(ref)}`
  const remove = (Key: string) => explained(() => client.send(new DeleteObjectCommand({ Bucket, Key })))
  const sizeOf = async (Key: string): Promise<number | null> => {
    try {
      return (await client.send(new HeadObjectCommand({ Bucket, Key }))).ContentLength ?? 0
    } catch (error) {
      const failure = s3Failure(error)
      if (failure instanceof StorageError && failure.code === 'object_missing') return null
      throw failure
    }
  }
  const move = async (from: string, to: string) => {
    const bytes = await sizeOf(from)
    if (bytes === null && (await sizeOf(to)) === null) throw missing()
    if (bytes === null) return
    const CopySource = `${Bucket}/${from}`
    await explained(() => client.send(new CopyObjectCommand({ Bucket, Key: to, CopySource })))
    await remove(from)
  }
  return {
    stage: async (body, expected_bytes) => {
      const file = await take(body, expected_bytes)
      const discard = () => rm(file.path, { force: true })
      const commit = async (ref: ObjectRef) => {
        await explained(() => put(client, Bucket, keyOf(ref), file))
        await discard()
      }
      return { bytes: file.bytes, sha256: file.sha256, commit, discard }
    },
    read: (ref, range) => explained(() => get(client, Bucket, keyOf(ref), range)),
    size: (ref) => sizeOf(keyOf(ref)),
    list: (repository_id) => listObjects(client, Bucket, `${base}${repository_id}/`, repository_id),
    trash: (ref) => move(keyOf(ref), trashKeyOf(ref)),
    readTrashed: (ref, range) => explained(() => get(client, Bucket, trashKeyOf(ref), range)),
    restoreTrashed: (ref) => move(trashKeyOf(ref), keyOf(ref)),
    purgeTrashed: async (ref) => void (await remove(trashKeyOf(ref))),
    remove: async (ref) => void (await remove(keyOf(ref))),
    erase: async (repository_id) => {
      for (const Prefix of [`${base}${repository_id}/`, `${base}.trash/${repository_id}/`])
        for await (const { ref } of listObjects(client, Bucket, Prefix, repository_id))
          await remove(`${Prefix}${pathOf(ref)}`)
    },
    sweep,
    free: async () => null,
  }
}

const connect = (settings: S3Settings, credentials: S3Credentials): S3Client => {
  const client = new S3Client({
    region: settings.region,
    ...(settings.endpoint === null ? {} : { endpoint: settings.endpoint }),
    forcePathStyle: settings.path_style,
    credentials: { accessKeyId: credentials.access_key_id, secretAccessKey: credentials.secret_access_key },
    // Many servers know none of Amazon's newer checksums. Ours is the hash in the signature, which all of them check.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 3,
  })
  return client
}

const pathOf = ({ type, name }: ObjectRef) => {
  if (type === 'config') return 'config'
  return type === 'data' ? `data/${name.slice(0, 2)}/${name}` : `${type}/${name}`
}

const put = async (client: S3Client, Bucket: string, Key: string, file: StagedFile): Promise<void> => {
  const command = new PutObjectCommand({ Bucket, Key, ContentLength: file.bytes, Body: createReadStream(file.path) })
  // The signature takes this in place of reading the body twice, and the server refuses a body that differs.
  command.middlewareStack.add(
    (next) => (args) => {
      const request: unknown = args.request
      if (typeof request === 'object' && request !== null && 'headers' in request)
        Object.assign(request.headers ?? {}, { 'x-amz-content-sha256': file.sha256 })
      return next(args)
    },
    { step: 'build', name: 'knownHash' },
  )
  await client.send(command)
}

const get = async (client: S3Client, Bucket: string, Key: string, range?: ByteRange): Promise<Readable> => {
  const Range = range === undefined ? {} : { Range: `bytes=${range.first}-${range.last}` }
  const { Body, ContentLength } = await client.send(new GetObjectCommand({ Bucket, Key, ...Range }))
  if (!(Body instanceof Readable)) throw new StorageError('store_unavailable', 'The bucket answered without a body.')
  const wanted = range === undefined ? undefined : range.last - range.first + 1
  if (wanted !== undefined && ContentLength !== undefined && ContentLength < wanted) {
    Body.destroy()
    throw new StorageError('cut_short', `The object ends after ${ContentLength} of the ${wanted} bytes needed.`)
  }
  return Body
}

async function* listObjects(
  client: S3Client,
  Bucket: string,
  Prefix: string,
  repository_id: string,
): AsyncGenerator<StoredObject> {
  let after: string | undefined
  do {
    const page = await explained(() =>
      client.send(
        new ListObjectsV2Command({ Bucket, Prefix, ...(after === undefined ? {} : { ContinuationToken: after }) }),
      ),
    )
    for (const { Key = '', Size = 0 } of page.Contents ?? []) {
      const ref = refOf(repository_id, Key.slice(Prefix.length))
      if (ref !== null) yield { ref, bytes: Size }
    }
    after = page.NextContinuationToken
  } while (after !== undefined)
}

const refOf = (repository_id: string, path: string): ObjectRef | null => {
  if (path === 'config') return { repository_id, type: 'config', name: 'config' }
  const match = /^(?:data\/[0-9a-f]{2}|(\w+))\/([0-9a-f]{64})$/.exec(path)
  const type = objectTypes.find((one) => one === (match?.[1] ?? 'data'))
  const name = match?.[2]
  return type === undefined || name === undefined ? null : { repository_id, type, name }
}

const explained = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    throw s3Failure(error)
  }
}

const missing = () => new StorageError('object_missing', 'The object is not in the bucket.')
