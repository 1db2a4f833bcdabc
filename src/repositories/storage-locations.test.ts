import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { freePort } from '../../test/helpers/free-port.ts'
import { s3Bucket, s3Credentials, startS3Server } from '../../test/helpers/s3-server.ts'
import { newProviderAccount, newServer } from '../../test/helpers/servers.ts'
import type { Context } from '../context.ts'
import { changeStorageLocation } from './change-storage-location.ts'
import { createStorageLocation } from './create-storage-location.ts'
import { ensureDefaultLocation } from './ensure-default-location.ts'
import { listStorageLocations } from './list-storage-locations.ts'
import type { BucketSettings } from './schema.ts'

let world: TestContext
let ctx: Context
let folder: string

beforeEach(async () => {
  world = await createTestContext()
  folder = await mkdtemp(join(tmpdir(), 'backstay-locations-'))
  ctx = { ...world.ctx, config: { ...world.ctx.config, data_dir: join(folder, 'data') } }
  await ensureDefaultLocation(ctx)
})
afterEach(async () => {
  await world.end()
  await rm(folder, { recursive: true, force: true })
})

const addFolder = (path: string, extra: { name?: string; is_default?: boolean } = {}) =>
  createStorageLocation(ctx, {
    name: extra.name ?? 'Second disk',
    kind: 'disk',
    disk: { path },
    failure_domain: 'rack 2',
    is_default: extra.is_default ?? false,
  })
const names = async () => (await listStorageLocations(ctx, { limit: 50 })).data.map(({ name }) => name)
const unusable = (field: string, message: RegExp) => ({
  code: 'storage_unusable',
  message: expect.stringMatching(message),
  details: expect.objectContaining({ fields: [{ path: field, message: expect.stringMatching(message) }] }),
})

describe('a folder', () => {
  test('is added once it could be written and read back, and nothing of the check stays', async () => {
    const path = join(folder, 'second')
    expect(await addFolder(path)).toMatchObject({ name: 'Second disk', is_default: false, bytes: 0 })
    expect(await readdir(path)).toEqual(['.staging'])
    expect(await readdir(join(path, '.staging'))).toEqual([])
    await expect(addFolder(join(folder, 'third'), { name: 'second DISK' })).rejects.toMatchObject({
      code: 'already_exists',
    })
    // Refused for its name before anybody looked there.
    expect(await readdir(folder)).not.toContain('third')
  })

  test('that cannot be one is refused in words, and nothing is kept', async () => {
    await writeFile(join(folder, 'file'), '')
    await expect(addFolder(join(folder, 'file/below'))).rejects.toMatchObject(
      unusable('disk.path', /is a file or lies below one \(ENOTDIR\).*Choose another folder\./),
    )
    if (process.platform === 'linux')
      await expect(addFolder('/proc/bs-none/repositories')).rejects.toMatchObject(
        unusable('disk.path', /cannot be made \(ENOENT\)/),
      )
    expect(await names()).toEqual(['This machine'])
  })

  test('of another machine is left to the gateway there', async () => {
    ctx = { ...ctx, config: { ...ctx.config, roles: ['api', 'worker'] } }
    await writeFile(join(folder, 'file'), '')
    expect(await addFolder(join(folder, 'file/below'))).toMatchObject({ kind: 'disk' })
  })

  test('becomes the default only while it can be written', async () => {
    const path = join(folder, 'second')
    const { id } = await addFolder(path)
    await rm(path, { recursive: true })
    await writeFile(path, 'the disk is gone, and somebody put a file there')
    const make = () => changeStorageLocation(ctx, { storage_location_id: id, is_default: true })
    await expect(make()).rejects.toMatchObject(unusable('disk.path', /is a file or lies below one/))
    // A name is no matter of the disk.
    expect(await changeStorageLocation(ctx, { storage_location_id: id, name: 'Old disk' })).toMatchObject({
      name: 'Old disk',
      is_default: false,
    })
    await rm(path)
    await mkdir(path)
    expect(await make()).toMatchObject({ is_default: true })
    const { data } = await listStorageLocations(ctx, { limit: 50 })
    expect(data.map(({ name, is_default }) => [name, is_default])).toEqual([
      ['This machine', false],
      ['Old disk', true],
    ])
  })
})

test('a bucket: every wrong thing is named with its field, and good keys are taken', { timeout: 60_000 }, async () => {
  const s3 = await startS3Server()
  try {
    const add = (more: Partial<BucketSettings> = {}, credentials = s3Credentials) =>
      createStorageLocation(ctx, {
        name: 'A bucket',
        kind: 's3',
        s3: {
          endpoint: s3.endpoint,
          region: 'us-east-1',
          bucket: s3Bucket,
          prefix: 'backstay',
          path_style: true,
          ...more,
        },
        credentials,
        failure_domain: 'elsewhere',
        is_default: false,
      })
    await expect(add({ bucket: 'nobody-made-it' })).rejects.toMatchObject(
      unusable('s3.bucket', /There is no bucket nobody-made-it at http/),
    )
    await expect(add({}, { access_key_id: 'nobody', secret_access_key: 'nothing' })).rejects.toMatchObject(
      unusable('credentials.access_key_id', /does not know this access key/),
    )
    await expect(add({ endpoint: `http://127.0.0.1:${await freePort()}` })).rejects.toMatchObject(
      unusable('s3.endpoint', /does not answer as a bucket does.*Check the address/),
    )
    expect(await names()).toEqual(['This machine'])
    const { id } = await add()
    const change = (access_key_id: string) =>
      changeStorageLocation(ctx, { storage_location_id: id, credentials: { ...s3Credentials, access_key_id } })
    await expect(change('nobody')).rejects.toMatchObject({ code: 'storage_unusable' })
    expect(await change(s3Credentials.access_key_id)).not.toHaveProperty('credentials')
    expect(await readdir(join(folder, 'data/staging'))).toEqual([])
  } finally {
    await s3.stop()
  }
})

describe('a price', () => {
  const price = { gb_month: { micros: 20_000, currency: 'EUR' }, as_of: '2026-01-10' }
  const change = (storage_location_id: string, next: typeof price | null) =>
    changeStorageLocation(ctx, { storage_location_id, price: next })
  const first = async () => (await listStorageLocations(ctx, { limit: 50 })).data[0]

  test('is entered, changed and taken away, with what lies there at it; the trail tells before and after', async () => {
    const id = (await first())?.id ?? ''
    expect(await first()).toMatchObject({ price: null, monthly_cost: null })
    const server_id = await newServer(ctx, {
      organization_id: world.house_id,
      provider_account_id: await newProviderAccount(ctx),
    })
    const times = { created_at: ctx.clock.now(), updated_at: ctx.clock.now() }
    await ctx.db
      .insertInto('repositories')
      .values({
        ...{ id: ctx.ids.make('rep'), server_id, storage_location_id: id, sealed_password: '', ...times },
        ...{ bytes: 90_000_000_000, trash_bytes: 10_000_000_000 },
      })
      .execute()
    expect(await change(id, price)).toMatchObject({ price, monthly_cost: { amount_minor: 200, currency: 'EUR' } })
    // Another change leaves it.
    await changeStorageLocation(ctx, { storage_location_id: id, failure_domain: 'cellar' })
    const free = { ...price, gb_month: { micros: 0, currency: 'EUR' } }
    expect(await change(id, free)).toMatchObject({ price: free, monthly_cost: { amount_minor: 0, currency: 'EUR' } })
    expect(await change(id, null)).toMatchObject({ price: null, monthly_cost: null })
    const events = await ctx.db
      .selectFrom('audit_events')
      .select(['before', 'after'])
      .where('action', '=', 'storage_location.changed')
      .orderBy('id')
      .execute()
    expect(events).toMatchObject([
      { before: { price: null }, after: { price } },
      { before: { price, failure_domain: 'this machine' }, after: { price, failure_domain: 'cellar' } },
      { before: { price }, after: { price: free } },
      { before: { price: free }, after: { price: null } },
    ])
  })

  test('comes with a new location; one of a day to come is refused', async () => {
    const location = { name: 'Second', kind: 'disk' as const, failure_domain: 'rack 2', is_default: false }
    const disk = { path: join(folder, 'second') }
    const tomorrow = { ...price, as_of: '2026-02-01' }
    await expect(createStorageLocation(ctx, { ...location, disk, price: tomorrow })).rejects.toMatchObject({
      code: 'invalid_request',
      details: { fields: [{ path: 'price.as_of' }] },
    })
    const made = await createStorageLocation(ctx, { ...location, disk, price })
    expect(made).toMatchObject({ price, monthly_cost: { amount_minor: 0, currency: 'EUR' } })
    await expect(change(made.id, tomorrow)).rejects.toMatchObject({ code: 'invalid_request' })
    expect(
      await ctx.db.selectFrom('audit_events').select('after').orderBy('id', 'desc').executeTakeFirst(),
    ).toMatchObject({ after: { name: 'Second', price } })
  })

  test('is whole or none', async () => {
    for (const part of [{ gb_month_micros: 1 }, { gb_month_currency: 'EUR' }, { price_as_of: '2026-01-01' }])
      await expect(ctx.db.updateTable('storage_locations').set(part).execute()).rejects.toThrow('price_check')
    const whole = { gb_month_micros: -1, gb_month_currency: 'EUR', price_as_of: '2026-01-01' }
    await expect(ctx.db.updateTable('storage_locations').set(whole).execute()).rejects.toThrow('micros_check')
  })
})
