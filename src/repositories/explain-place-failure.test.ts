import { expect, test } from 'vitest'
import { StorageError } from '../storage/object-store.ts'
import type { StorePlace } from '../storage/stores.ts'
import { explainPlaceFailure } from './explain-place-failure.ts'

const disk: StorePlace = { id: 'loc_1', version: '1', kind: 'disk', path: '/srv/backups' }
const bucket: StorePlace = {
  id: 'loc_2',
  version: '1',
  kind: 's3',
  settings: { endpoint: null, region: 'eu-central-1', bucket: 'backups', prefix: '', path_style: false },
  credentials: { access_key_id: 'id', secret_access_key: 'very secret' },
}
const refused = (cause: object) =>
  new StorageError('store_refused', 'It refused.', { cause: Object.assign(new Error('refused'), cause) })

test.each([
  [refused({ code: 'EACCES' }), /may not write to \/srv\/backups \(EACCES\). Give the user that runs it the right to/],
  [refused({ code: 'EROFS' }), /can only be read \(EROFS\). Mount it for writing/],
  [Object.assign(new Error('not a folder'), { code: 'ENOTDIR' }), /is a file or lies below one/],
  [new StorageError('disk_full', 'Full.'), /The disk of \/srv\/backups is full. Free space on it/],
  [new Error('something else'), /cannot be written and read back: something else. See to that disk/],
])('of a folder: %s', (error, message) =>
  expect(explainPlaceFailure(disk, error)).toMatchObject({
    code: 'storage_unusable',
    message: expect.stringMatching(message),
    details: { fields: [{ path: 'disk.path' }] },
  }),
)

test.each([
  [refused({ name: 'SignatureDoesNotMatch' }), 'credentials.secret_access_key', /Copy both once more/],
  [refused({ name: 'AccessDenied' }), 'credentials.access_key_id', /may not write, list, read and delete in backups/],
  [
    refused({ name: 'PermanentRedirect' }),
    's3.region',
    /not in eu-central-1 \(PermanentRedirect\). Correct the region/,
  ],
  [
    new StorageError('store_unavailable', 'No answer came.'),
    's3.endpoint',
    /Amazon S3 in eu-central-1 does not answer/,
  ],
  [new StorageError('disk_full', 'Full.'), 's3.bucket', /The bucket backups is full/],
])('of a bucket: %s', (error, path, message) => {
  const told = explainPlaceFailure(bucket, error)
  expect(told.details).toMatchObject({ fields: [{ path, message: expect.stringMatching(message) }] })
  expect(JSON.stringify(told)).not.toContain('very secret')
})
