import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Context } from '../../src/context.ts'
import { acceptObject, type Reception } from '../../src/repositories/accept-object.ts'
import { ensureDefaultLocation } from '../../src/repositories/ensure-default-location.ts'
import { ensureRepository } from '../../src/repositories/ensure-repository.ts'
import { type CredentialRights, issueCredential } from '../../src/repositories/issue-credential.ts'
import { createMemoryStore } from '../../src/storage/memory.ts'
import type { ObjectRef, ObjectStore, ObjectType } from '../../src/storage/object-store.ts'
import { createStores, type Stores } from '../../src/storage/stores.ts'
import { createTestContext, type TestContext } from './context.ts'
import { hashOf } from './gateway.ts'
import { newProviderAccount, newServer } from './servers.ts'

export type RepositoryWorld = TestContext & {
  repository_id: string
  store: ReturnType<typeof createMemoryStore>
  stores: Stores
  credential(rights: CredentialRights, run_id?: string | null, ttl_seconds?: number): Promise<string>
  /** As the gateway takes it in. `store`: another one around the world's own. */
  upload(credential_id: string, type: ObjectType, bytes?: Buffer, store?: ObjectStore): Promise<Uploaded>
}
export type Uploaded = { reception: Reception; ref: ObjectRef; bytes: Buffer }

/** A repository that is ready, in a memory store, with a clock that stands still. */
export const createRepositoryWorld = async (options: { capacity_bytes?: number } = {}): Promise<RepositoryWorld> => {
  const world = await createTestContext()
  const { ctx, house_id } = world
  await ensureDefaultLocation(ctx)
  const repository_id = await newReadyRepository(ctx, house_id)
  const store = createMemoryStore(options)
  const stores = createStores({
    staging_folder: '/nowhere',
    makeName: () => 'none',
    nowMs: ctx.clock.nowMs,
    open: () => store,
  })
  return {
    ...world,
    repository_id,
    store,
    stores,
    credential: async (rights, run_id = null, ttl_seconds = 600) =>
      (await issueCredential(ctx, { repository_id, run_id, rights, ttl_seconds })).credential_id,
    upload: async (credential_id, type, bytes = randomBytes(100), into = store) => {
      const ref = { repository_id, type, name: type === 'config' ? 'config' : hashOf(bytes) }
      const staged = await into.stage(Readable.from([bytes]), bytes.length)
      const reception = await acceptObject(ctx, { store: into, staged, ref, credential_id })
      await staged.discard()
      return { reception, ref, bytes }
    },
    end: async () => {
      await stores.close()
      await world.end()
    },
  }
}

const newReadyRepository = async (ctx: Context, organization_id: string): Promise<string> => {
  const provider_account_id = await newProviderAccount(ctx)
  const server_id = await newServer(ctx, { organization_id, provider_account_id })
  const { id } = await ensureRepository(ctx, { server_id })
  await ctx.db.updateTable('repositories').set({ initialized_at: ctx.clock.now() }).where('id', '=', id).execute()
  return id
}

/** The store, with something happening between the moment in which an upload has its place and the journal's word. */
export const storeWith = (store: ObjectStore, afterCommit: () => Promise<unknown>): ObjectStore => ({
  ...store,
  stage: async (body, expected) => {
    const staged = await store.stage(body, expected)
    return {
      ...staged,
      commit: async (ref) => {
        await staged.commit(ref)
        await afterCommit()
      },
    }
  },
})
