import { access, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeFolder } from '../lib/make-folder.ts'
import { type ObjectRef, type ObjectStore, objectTypes, type StoredObject } from './object-store.ts'
import { readFileRange } from './read-file-range.ts'
import { createStaging, type StagingOptions } from './staging.ts'
import { storageFailure } from './storage-failure.ts'

/*
 * Objects in folders of this machine, laid out as restic does it itself: `restic -r <root>/<repository_id>` opens one without us.
 *
 *   <root>/<repository_id>/{config,keys/,locks/,data/xx/,index/,snapshots/}
 *   <root>/.staging/    uploads under way
 *   <root>/.trash/<repository_id>/<type>/<name>
 *
 * Staging and trash are on the same file system, so that moving is a rename, and outside the repository, so that restic does
 * not see them.
 */

export type LocalDiskOptions = Omit<StagingOptions, 'folder'> & { root: string }

export const createLocalDisk = ({ root, ...staging }: LocalDiskOptions): ObjectStore => {
  const { take, sweep } = createStaging({ ...staging, folder: join(root, '.staging') })
  const pathOf = ({ repository_id, type, name }: ObjectRef) => {
    if (type === 'config') return join(root, repository_id, 'config')
    const folder = join(root, repository_id, type)
    return type === 'data' ? join(folder, name.slice(0, 2), name) : join(folder, name)
  }
  const trashPathOf = ({ repository_id, type, name }: ObjectRef) => join(root, '.trash', repository_id, type, name)
  const remove = (path: string) => explained(() => rm(path, { force: true }))

  return {
    stage: async (body, expected_bytes) => {
      const { path, bytes, sha256 } = await take(body, expected_bytes)
      let waiting = true
      const discard = async () => {
        if (waiting) await rm(path, { force: true })
        waiting = false
      }
      const commit = async (ref: ObjectRef) => {
        await explained(() => moveDurably(path, pathOf(ref), root))
        waiting = false
      }
      return { bytes, sha256, commit, discard }
    },
    read: (ref, range) => readFileRange(pathOf(ref), range),
    size: (ref) => sizeOf(pathOf(ref)),
    list: (repository_id) => listObjects(root, repository_id),
    trash: (ref) => explained(() => moveOnce(pathOf(ref), trashPathOf(ref), root)),
    readTrashed: (ref, range) => readFileRange(trashPathOf(ref), range),
    restoreTrashed: (ref) => explained(() => moveOnce(trashPathOf(ref), pathOf(ref), root)),
    purgeTrashed: (ref) => remove(trashPathOf(ref)),
    remove: (ref) => remove(pathOf(ref)),
    erase: (repository_id) =>
      explained(async () => {
        await rm(join(root, repository_id), { recursive: true, force: true })
        await rm(join(root, '.trash', repository_id), { recursive: true, force: true })
      }),
    sweep,
    free: async () => {
      // Before the first object there is no folder yet; it will be made beside what is there.
      const facts = await statfs(root)
        .catch((error: unknown) => (isMissing(error) ? statfs(dirname(root)) : Promise.reject(error)))
        .catch(() => null)
      return facts === null ? null : facts.bavail * facts.bsize
    },
  }
}

const explained = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    throw storageFailure(error)
  }
}

const sizeOf = async (path: string): Promise<number | null> => {
  const found = await stat(path).catch(() => null)
  return found?.size ?? null
}

/** Moves a file so that a loss of power leaves it in one of the two places, whole. */
const moveDurably = async (from: string, to: string, root: string): Promise<void> => {
  try {
    await rename(from, to)
  } catch (error) {
    if (!isMissing(error)) throw error
    // The folder is new, or the file is gone; the second try tells.
    await makeBelow(dirname(to), root)
    await rename(from, to)
  }
  await flushFolder(dirname(to))
}

/** The same, when it may have been done before. */
const moveOnce = async (from: string, to: string, root: string): Promise<void> => {
  try {
    await moveDurably(from, to, root)
    await flushFolder(dirname(from))
  } catch (error) {
    if (!isMissing(error)) throw error
    await access(to)
  }
}

/** Makes a folder and those above it; each new name is flushed in the folder that holds it. */
const makeBelow = async (folder: string, root: string): Promise<void> => {
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    if (isExisting(error)) return
    if (!isMissing(error)) throw error
    if (folder === root) await makeFolder(root)
    else {
      await makeBelow(dirname(folder), root)
      await mkdir(folder, { mode: 0o700 }).catch((again: unknown) => {
        if (!isExisting(again)) throw again
      })
    }
  }
  await flushFolder(dirname(folder))
}

const flushFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const hasCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code
const isMissing = (error: unknown) => hasCode(error, 'ENOENT')
const isExisting = (error: unknown) => hasCode(error, 'EEXIST')

async function* listObjects(root: string, repository_id: string): AsyncGenerator<StoredObject> {
  const repository = join(root, repository_id)
  const config = await sizeOf(join(repository, 'config'))
  if (config !== null) yield { ref: { repository_id, type: 'config', name: 'config' }, bytes: config }
  for (const type of objectTypes) {
    if (type === 'config') continue
    const folder = join(repository, type)
    const folders = type === 'data' ? (await namesIn(folder)).map((part) => join(folder, part)) : [folder]
    for (const one of folders)
      for (const name of await namesIn(one)) {
        const bytes = /^[0-9a-f]{64}$/.test(name) ? await sizeOf(join(one, name)) : null
        if (bytes !== null) yield { ref: { repository_id, type, name }, bytes }
      }
  }
}

const namesIn = async (folder: string): Promise<string[]> => {
  try {
    return await readdir(folder)
  } catch (error) {
    // A folder that cannot be read is not an empty one.
    if (isMissing(error) || hasCode(error, 'ENOTDIR')) return []
    throw storageFailure(error)
  }
}
