import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { dayMs, isoPlusMs, testClock } from '../../src/lib/clock.ts'
import { beginMaintenance } from '../../src/repositories/begin-maintenance.ts'
import { changeStorageLocation } from '../../src/repositories/change-storage-location.ts'
import { createStorageLocation } from '../../src/repositories/create-storage-location.ts'
import { endCredential } from '../../src/repositories/end-credential.ts'
import { endMaintenance } from '../../src/repositories/end-maintenance.ts'
import { forgetSnapshot } from '../../src/repositories/forget-snapshot.ts'
import { getRecoveryKit } from '../../src/repositories/get-recovery-kit.ts'
import { listNewSnapshots } from '../../src/repositories/list-new-snapshots.ts'
import { purgeTrash } from '../../src/repositories/purge-trash.ts'
import { settleObjects } from '../../src/repositories/settle-objects.ts'
import type { TestApp } from '../helpers/app.ts'
import {
  countersOf,
  newRepository,
  type ResticSaid,
  restic,
  resticThrough,
  startGatewayApp,
  visitor,
} from '../helpers/gateway.ts'
import { gatewayParts } from '../helpers/gateway-parts.ts'
import { s3Bucket, s3Credentials, startS3Server } from '../helpers/s3-server.ts'
import { findSwift, startSwift, swiftCredentials } from '../helpers/swift/start-swift.ts'

const swift = await findSwift()

// A dozen runs of restic, each of which derives its key anew.
const timeout = 180_000

test('restic fills a repository in a bucket through the gateway, and opens it without us', { timeout }, () =>
  live(startS3Server, s3Credentials),
)

test.skipIf(swift === null)('the same in OpenStack Swift, where it is installed', { timeout }, () =>
  live(() => startSwift(swift ?? ''), swiftCredentials),
)

const live = async (start: typeof startS3Server, credentials: typeof s3Credentials) => {
  const s3 = await start()
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
    credentials,
    failure_domain: 'elsewhere',
    is_default: true,
  })
  await expect(
    changeStorageLocation(app.ctx, { storage_location_id: location.id, name: 'This machine' }),
  ).rejects.toMatchObject({ code: 'already_exists' })
  const { repository_id } = await newRepository(app, 'made_by_restic')
  await mkdir(join(folder, 'files'))
  await writeFile(join(folder, 'files/stays'), randomBytes(3_000_000))
  const run_id = 'run_backup'
  const backup = await visitor(app, repository_id, 'backup', { run_id })
  for (let round = 0; round < 2; round += 1) {
    await writeFile(join(folder, 'files/changes'), randomBytes(3_000_000))
    ok(await resticThrough(app, backup.access)('backup', folder))
  }
  await endCredential(app.ctx, { credential_id: backup.credential_id })
  expect(await readdir(join(app.ctx.config.data_dir, 'staging', location.id))).toEqual([])

  const reader = await visitor(app, repository_id, 'read')
  const check = async () => ok(await resticThrough(app, reader.access)('check', '--no-lock', '--read-data'))
  await check()
  await prune(app, repository_id, (await listNewSnapshots(app.ctx, { repository_id, run_id }))[0]?.name ?? '')
  await check()

  const kit = await getRecoveryKit(app.ctx, { repository_id })
  expect(kit.address).toBe(`s3:${s3.endpoint}/${s3Bucket}/backstay/${repository_id}`)
  const plain = await restic(['--no-cache', '--no-lock', '-r', kit.address, 'snapshots', '--json'], {
    RESTIC_PASSWORD: kit.password,
    AWS_ACCESS_KEY_ID: credentials.access_key_id,
    AWS_SECRET_ACCESS_KEY: credentials.secret_access_key,
  })
  expect(JSON.parse(ok(plain))).toHaveLength(1)
}

const ok = ({ code, stdout, stderr }: ResticSaid): string => {
  expect([code, stderr]).toEqual([0, ''])
  return stdout
}

/** Forgets a snapshot, has restic remove what only that needed, and then empties the trash. */
const prune = async (app: TestApp, repository_id: string, snapshot: string) => {
  const { ctx } = app
  const run_id = 'run_prune'
  expect(await forgetSnapshot(ctx, { repository_id, snapshot })).not.toBeNull()
  const before = await countersOf(ctx, repository_id)
  expect(await beginMaintenance(ctx, { repository_id, run_id, ttl_seconds: 600 })).toBe(true)
  const maintenance = await visitor(app, repository_id, 'maintenance', { run_id })
  ok(await resticThrough(app, maintenance.access)('prune', '--max-unused', '0'))
  await endCredential(ctx, { credential_id: maintenance.credential_id })
  await endMaintenance(ctx, { repository_id, run_id })
  const after = await countersOf(ctx, repository_id)
  expect(after.bytes).toBeLessThan(before.bytes - 2_900_000)
  expect(after.trash_bytes).toBeGreaterThan(2_900_000)

  const { stores } = gatewayParts(app)
  await settleObjects(ctx, { stores, repository_id })
  const later = { ...ctx, clock: testClock(isoPlusMs(ctx.clock.now(), 4 * dayMs)) }
  await purgeTrash(later, { stores, repository_id })
  expect(await countersOf(ctx, repository_id)).toEqual({ ...after, trash_bytes: 0, trash_objects: 0 })
}
