import type { FoundDamage } from '../recovery-points/record-damage.ts'
import type { OpenRepository } from '../repositories/with-repository.ts'
import { findArgs } from '../restic/args/find-args.ts'
import { foundObjects } from '../restic/documents.ts'
import { streamRestic } from '../restic/stream-restic.ts'
import type { LostBlobs } from './lost-blobs.ts'

// A command line has a limit; each batch walks all snapshots.
const batch = 2_000
const largest = 512 * 1024 * 1024

type Touched = { objects: Set<string>; files: Set<string>; folders: Set<string> }

/** Which snapshots need something that is lost, and for which files and folders. Throws where restic cannot tell. */
export const findTouched = async (open: OpenRepository, lost: LostBlobs): Promise<Map<string, FoundDamage>> => {
  const touched = new Map<string, Touched>()
  const of = (snapshot: string): Touched => {
    const known = touched.get(snapshot) ?? { objects: new Set(), files: new Set(), folders: new Set() }
    touched.set(snapshot, known)
    return known
  }
  const unreadable = new Set<string>()
  for (const [kind, blobs] of [['tree', lost.tree] as const, ['blob', lost.data] as const]) {
    const ids = [...blobs.keys()]
    for (let from = 0; from < ids.length; from += batch) {
      const { found, broken } = await find(open, kind, ids.slice(from, from + batch))
      for (const { id, path, snapshot } of found) {
        const one = of(snapshot)
        for (const pack of blobs.get(id) ?? []) one.objects.add(pack)
        if (kind === 'blob') one.files.add(path)
        else one.folders.add(path.endsWith('/') ? path : `${path}/`)
      }
      for (const snapshot of broken) unreadable.add(snapshot)
    }
  }
  // Its first folder cannot be read, so it is not among those that were found.
  for (const snapshot of unreadable) if (of(snapshot).folders.size === 0) of(snapshot).folders.add('/')
  return new Map([...touched].map(([snapshot, one]) => [snapshot, damageOf(one)]))
}

const damageOf = ({ objects, files, folders }: Touched): FoundDamage => ({
  objects: Math.max(1, objects.size),
  // What is in a folder whose list is lost, nobody can count.
  files: folders.size > 0 ? null : files.size,
  paths: [...[...folders].sort(), ...[...files].sort()].slice(0, 100),
})

/** It writes these lines among its JSON, wherever that is just then. No path can look like one: JSON has no line breaks in strings. */
const notLoaded = /Unable to load tree [0-9a-f]{64}\n/g
const ofWhich = / \.\.\. which belongs to snapshot ([0-9a-f]{64})\n/g

const find = async (open: OpenRepository, kind: 'blob' | 'tree', ids: readonly string[]) => {
  const { binary, environment, signal, repository, cache_dir } = open
  const args = findArgs({ repository, cache_dir, kind, ids })
  const { stdout, result, kill } = streamRestic({ binary, environment, signal, args })
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stdout) {
    size += chunk.length
    if (size > largest) {
      kill()
      throw new Error(`restic find answered with more than ${largest} bytes`)
    }
    chunks.push(chunk)
  }
  const { exit, error_message } = await result
  if (exit.code !== 'succeeded') throw new Error(`restic find failed: ${error_message ?? exit.code}`)
  const text = Buffer.concat(chunks).toString('utf8')
  const broken = [...text.matchAll(ofWhich)].flatMap(([, snapshot]) => snapshot ?? [])
  const json = text.replaceAll(notLoaded, '').replaceAll(ofWhich, '').trim()
  return { found: foundObjects.parse(JSON.parse(json === '' ? '[]' : json)), broken }
}
