import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import type { RepositoryAccess } from '../../src/agent-protocol/messages.ts'
import type { Context } from '../../src/context.ts'
import { publicUrl } from '../../src/lib/public-url.ts'
import { createOrganization } from '../../src/organizations/create-organization.ts'
import { ensureRepository } from '../../src/repositories/ensure-repository.ts'
import { initializeRepository } from '../../src/repositories/initialize-repository.ts'
import { type CredentialRights, issueCredential } from '../../src/repositories/issue-credential.ts'
import { resticAt } from '../../src/repositories/restic-at.ts'
import { findRestic, resticCandidates } from '../../src/restic/find-restic.ts'
import type { ObjectType } from '../../src/storage/object-store.ts'
import { startTestApp, type TestApp } from './app.ts'
import { seedRepository } from './seed-repository.ts'
import { newProviderAccount, newServer } from './servers.ts'

export const resticProgram = async (): Promise<string> => {
  const { BACKSTAY_RESTIC = '', PATH = '' } = process.env
  const named = BACKSTAY_RESTIC === '' ? null : BACKSTAY_RESTIC
  const checkout = resolve(import.meta.dirname, '../..')
  const { found } = await findRestic(resticCandidates({ named, checkout, search_path: PATH }))
  if (found === null) throw new Error('These tests need restic 0.17 or newer. npm test fetches it.')
  return found.path
}

/** The API and the gateway in this process, without a worker. */
export const startGatewayApp = async (options: Parameters<typeof startTestApp>[0] = {}): Promise<TestApp> =>
  startTestApp({
    ...options,
    env: { BACKSTAY_ROLES: 'api,gateway', BACKSTAY_RESTIC: await resticProgram(), ...options.env },
  })

/** A server with a repository; `ready` without a key or config, `seeded` as restic would have made it and leaves it. */
export const newRepository = async (
  app: Pick<TestApp, 'ctx'>,
  how: 'new' | 'ready' | 'seeded' | 'made_by_restic' = 'ready',
): Promise<{ repository_id: string; server_id: string; organization_id: string }> => {
  const { ctx } = app
  const { id: organization_id } = await createOrganization(ctx, { name: `Aurora ${ctx.ids.make('org')}` })
  const provider_account_id = await newProviderAccount(ctx)
  const server_id = await newServer(ctx, { organization_id, provider_account_id })
  const { id: repository_id } = await ensureRepository(ctx, { server_id })
  if (how === 'ready')
    await ctx.db
      .updateTable('repositories')
      .set({ initialized_at: ctx.clock.now() })
      .where('id', '=', repository_id)
      .execute()
  if (how === 'seeded')
    await seedRepository(ctx, repository_id, await visitor({ ctx, url: publicUrl(ctx.config) }, repository_id, 'init'))
  if (how === 'made_by_restic') await initializeRepository(ctx, { repository_id })
  return { repository_id, server_id, organization_id }
}

export type Visitor = {
  credential_id: string
  access: RepositoryAccess
  send(method: string, path: string, body?: Buffer | ReadableStream, headers?: Record<string, string>): Promise<Reply>
  /** Uploads under its own hash. */
  put(type: ObjectType, bytes: Buffer): Promise<{ status: number; name: string }>
  names(type: ObjectType): Promise<string[]>
}
export type Reply = { status: number; headers: Headers; bytes: Buffer; text: string }

export const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** Speaks the protocol under a fresh credential. */
export const visitor = async (
  app: Pick<TestApp, 'ctx' | 'url'>,
  repository_id: string,
  rights: CredentialRights,
  extra: { run_id?: string; ttl_seconds?: number } = {},
): Promise<Visitor> => {
  const { run_id = null, ttl_seconds = 600 } = extra
  const { credential_id, access } = await issueCredential(app.ctx, { repository_id, run_id, rights, ttl_seconds })
  return visitorWith(app.url, credential_id, access)
}

export const visitorWith = (url: string, credential_id: string, access: RepositoryAccess): Visitor => {
  const authorization = `Basic ${Buffer.from(`${access.username}:${access.password}`).toString('base64')}`
  const send: Visitor['send'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}${access.path}${path}`, {
      method,
      headers: { authorization, ...headers },
      ...(body === undefined ? {} : { body: Buffer.isBuffer(body) ? new Uint8Array(body) : body, duplex: 'half' }),
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    return { status: response.status, headers: response.headers, bytes, text: bytes.toString() }
  }
  return {
    credential_id,
    access,
    send,
    put: async (type, bytes) => {
      const name = hashOf(bytes)
      return { status: (await send('POST', `${type}/${name}`, bytes)).status, name }
    },
    names: async (type) => JSON.parse((await send('GET', `${type}/`)).text),
  }
}

export type Counters = { bytes: number; objects: number; trash_bytes: number; trash_objects: number }

export const countersOf = ({ db }: Pick<Context, 'db'>, repository_id: string): Promise<Counters> =>
  db
    .selectFrom('repositories')
    .select(['bytes', 'objects', 'trash_bytes', 'trash_objects'])
    .where('id', '=', repository_id)
    .executeTakeFirstOrThrow()

/** What the counters must say, from the rows. */
export const sumsOf = async ({ db }: Pick<Context, 'db'>, repository_id: string): Promise<Counters> => {
  const rows = await db
    .selectFrom('repository_objects')
    .select(['bytes', 'trashed_at'])
    .where('repository_id', '=', repository_id)
    .execute()
  const live = rows.filter((row) => row.trashed_at === null)
  const trash = rows.filter((row) => row.trashed_at !== null)
  const sum = (some: typeof rows) => some.reduce((total, row) => total + row.bytes, 0)
  return { bytes: sum(live), objects: live.length, trash_bytes: sum(trash), trash_objects: trash.length }
}

export const repositoryFolder = (app: Pick<TestApp, 'ctx'>, repository_id: string) =>
  join(app.ctx.config.data_dir, 'repositories', repository_id)

export type ResticSaid = { code: number; stdout: string; stderr: string }

/** Runs restic to its end. */
export const restic = async (
  args: readonly string[],
  environment: Record<string, string>,
  signal?: AbortSignal,
): Promise<ResticSaid> => {
  const program = await resticProgram()
  return new Promise((resolvePromise) => {
    const options = { env: environment, maxBuffer: 64 * 1024 * 1024, ...(signal ? { signal } : {}) }
    execFile(program, [...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolvePromise({ code, stdout, stderr })
    })
  })
}

/** restic through the unix socket, or through the gateway's address. */
export const resticThrough = (
  app: Pick<TestApp, 'ctx' | 'url'>,
  access: RepositoryAccess,
  way: 'socket' | 'tcp' = 'socket',
): ((...args: string[]) => Promise<ResticSaid>) => {
  return async (...args) => {
    const { repository_url, environment } = await resticAt(app.ctx, { access })
    const url = way === 'socket' ? repository_url : `rest:${app.url}${access.path}`
    return restic(['--no-cache', '--repo', url, ...args], environment)
  }
}
