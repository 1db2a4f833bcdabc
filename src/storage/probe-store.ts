import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { type ObjectStore, StorageError } from './object-store.ts'

/**
 * Proves that a store can do what a repository needs: writes an object, finds it in a listing, reads it back and deletes it. Throws
 * what the first step that failed threw. `folder` is the probe's own, and gone afterwards.
 */
export const probeStore = async (store: ObjectStore, probe: { folder: string; text: string }): Promise<void> => {
  const repository_id = probe.folder
  const bytes = Buffer.from(probe.text)
  try {
    const staged = await store.stage(Readable.from([bytes]), bytes.length)
    const ref = { repository_id, type: 'data', name: staged.sha256 } as const
    try {
      await staged.commit(ref)
    } finally {
      await staged.discard()
    }
    const listed: string[] = []
    for await (const { ref } of store.list(repository_id)) listed.push(ref.name)
    if (!listed.includes(ref.name)) throw wrong('What was just written is not in its listing.')
    if (!(await buffer(await store.read(ref))).equals(bytes))
      throw wrong('What was written comes back as something else.')
    await store.remove(ref)
    if ((await store.size(ref)) !== null) throw wrong('What was deleted is still there.')
  } finally {
    // Whatever can be cleared away is; where nothing could be written, there is nothing.
    await store.erase(repository_id).catch(() => undefined)
  }
}

const wrong = (message: string) => new StorageError('store_refused', message)
