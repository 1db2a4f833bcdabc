import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { changeStorageLocation } from '../../src/repositories/change-storage-location.ts'
import { createStorageLocation } from '../../src/repositories/create-storage-location.ts'
import { endCredential } from '../../src/repositories/end-credential.ts'
import { getRecoveryKit } from '../../src/repositories/get-recovery-kit.ts'
import { issueCredential } from '../../src/repositories/issue-credential.ts'
import { newRepository, restic, resticThrough, startGatewayApp, visitor } from '../helpers/gateway.ts'
import { s3Bucket, s3Credentials, startS3Server } from '../helpers/s3-server.ts'

test('a repository in a bucket: restic fills it through the gateway, and opens it without us', async () => {
  const s3 = await startS3Server()
  const app = await startGatewayApp()
  const folder = await mkdtemp(join(tmpdir(), 'backstay-s3-source-'))
  onTestFinished(async () => {
    await app.stop()
    await s3.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const location = await createStorageLocation(app.ctx, {
    name: 'A bucket',
    kind: 's3',
    s3: { endpoint: s3.endpoint, region: 'us-east-1', bucket: s3Bucket, prefix: 'backstay', path_style: true },
    credentials: s3Credentials,
    failure_domain: 'elsewhere',
    is_default: true,
  })
  await expect(
    changeStorageLocation(app.ctx, { storage_location_id: location.id, name: 'This machine' }),
  ).rejects.toMatchObject({ code: 'already_exists' })
  const { repository_id } = await newRepository(app, 'seeded')
  await mkdir(join(folder, 'files'))
  await writeFile(join(folder, 'files/one'), randomBytes(3_000_000))
  const { credential_id, access } = await issueCredential(app.ctx, {
    repository_id,
    run_id: null,
    rights: 'backup',
    ttl_seconds: 600,
  })
  expect((await resticThrough(app, access)('backup', folder)).code).toBe(0)
  await endCredential(app.ctx, { credential_id })
  expect(await readdir(join(app.ctx.config.data_dir, 'staging', location.id))).toEqual([])

  const reader = await visitor(app, repository_id, 'read')
  const checked = await resticThrough(app, reader.access)('check', '--no-lock', '--read-data')
  expect([checked.code, checked.stderr]).toEqual([0, ''])

  const kit = await getRecoveryKit(app.ctx, { repository_id })
  expect(kit.address).toBe(`s3:${s3.endpoint}/${s3Bucket}/backstay/${repository_id}`)
  const plain = await restic(['--no-cache', '--no-lock', '-r', kit.address, 'snapshots', '--json'], {
    RESTIC_PASSWORD: kit.password,
    AWS_ACCESS_KEY_ID: s3Credentials.access_key_id,
    AWS_SECRET_ACCESS_KEY: s3Credentials.secret_access_key,
  })
  expect(plain.stderr).toBe('')
  expect(JSON.parse(plain.stdout)).toHaveLength(1)
})
