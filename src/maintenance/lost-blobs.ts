import type { OpenRepository } from '../repositories/with-repository.ts'
import { catArgs } from '../restic/args/cat-args.ts'
import { packIndex } from '../restic/documents.ts'
import { readResticJson } from '../restic/read-restic-json.ts'

/** By id, the damaged packs that held it. */
export type LostBlobs = { data: Map<string, Set<string>>; tree: Map<string, Set<string>> }

/**
 * What is in damaged packs and in no other, by the indexes. Restic cannot say which part of a pack is still good without taking
 * it apart, so all of it counts as lost. Throws where an index cannot be read.
 */
export const lostBlobs = async (
  open: OpenRepository,
  { packs, indexes }: { packs: ReadonlySet<string>; indexes: readonly string[] },
): Promise<LostBlobs> => {
  const lost: LostBlobs = { data: new Map(), tree: new Map() }
  const wanted = (await readIndexes(open, indexes, (id) => packs.has(id))).flat()
  for (const { id: pack, blobs } of wanted)
    for (const { id, type } of blobs) lost[type].set(id, (lost[type].get(id) ?? new Set()).add(pack))
  // Another look, so that not all indexes are in memory at once.
  await readIndexes(open, indexes, (id, blobs) => {
    if (!packs.has(id)) for (const blob of blobs) lost[blob.type].delete(blob.id)
    return false
  })
  return lost
}

type Pack = { id: string; blobs: { id: string; type: 'data' | 'tree' }[] }

const readIndexes = async (
  { binary, repository, cache_dir, environment, signal }: OpenRepository,
  indexes: readonly string[],
  keep: (pack: string, blobs: Pack['blobs']) => boolean,
): Promise<Pack[]> => {
  const kept: Pack[] = []
  for (const id of indexes) {
    const args = catArgs({ repository, cache_dir, kind: 'index', id })
    const answer = await readResticJson({ binary, environment, signal, args, schema: packIndex })
    if (answer.value === null) throw new Error(`the index ${id} cannot be read: ${answer.error_message}`)
    kept.push(...answer.value.packs.filter((pack) => keep(pack.id, pack.blobs)))
  }
  return kept
}
