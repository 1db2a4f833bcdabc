import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import { fetchPinnedRestic } from '../../../src/restic/fetch-pinned-restic.ts'
import { cachedResticPath, findRestic, resticCandidates } from '../../../src/restic/find-restic.ts'
import { oldestVersion, pinnedDownload, pinnedVersion } from '../../../src/restic/pinned.ts'
import { unpackFromMirror } from './unpack-from-mirror.ts'

// Run by prepare-restic.mjs under the set-up's lock: puts restic into the cache, or says why there is none and fails.

const downloadMs = 5 * 60_000
const connectMs = 15_000

const main = async (root: string): Promise<string> => {
  const target = cachedResticPath(root)
  const partial = `${target}.${process.pid}.partial`
  const search = await findRestic(
    resticCandidates({ named: null, checkout: root, search_path: process.env.PATH ?? '' }),
  )
  if (search.found?.path === target) return `restic ${search.found.version} is in place.`
  mkdirSync(dirname(target), { recursive: true })
  // What is there could not be run; a half-made cache must not stand in the way.
  rmSync(target, { force: true })
  if (search.found !== null) {
    symlinkSync(search.found.path, partial)
    renameSync(partial, target)
    return `restic ${search.found.version} of this system is used (${search.found.path}).`
  }
  const reasons = search.too_old.map(
    ({ path, version }) => `${path} is version ${version}, and ${oldestVersion} is the oldest that works.`,
  )
  for (const get of [download, fromPackages]) {
    try {
      return await get(target, partial)
    } catch (error) {
      reasons.push(describe(error))
    }
  }
  throw new Error(reasons.join('\n'))
}

const download = async (target: string, partial: string): Promise<string> => {
  const pinned = pinnedDownload(process.platform, process.arch)
  if (pinned === null)
    throw new Error(`restic's release ${pinnedVersion} is not pinned for ${process.platform}-${process.arch}.`)
  const fetch: typeof globalThis.fetch = async (input, init) => {
    // Where packets are dropped on the way, nobody ever answers.
    const connecting = new AbortController()
    const timer = setTimeout(() => connecting.abort(new Error('no answer within 15 seconds')), connectMs)
    const signal = AbortSignal.any([connecting.signal, AbortSignal.timeout(downloadMs)])
    return globalThis.fetch(input, { ...init, signal }).finally(() => clearTimeout(timer))
  }
  try {
    await fetchPinnedRestic({ download: pinned, target, partial, fetch })
  } catch (error) {
    throw new Error(`The release page did not give restic ${pinnedVersion}: ${describe(error)}`)
  }
  return `restic ${pinnedVersion} was downloaded from its release page and fits its hash.`
}

const fromPackages = async (target: string, partial: string): Promise<string> => {
  const version = await unpackFromMirror({ target, partial })
  return `restic ${version} was taken from this system's package mirror.`
}

const describe = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
}

main(process.argv[2] ?? process.cwd()).then(
  (line) => process.stdout.write(`${line}\n`),
  (error: unknown) => {
    process.stdout.write(`${describe(error)}\n`)
    process.exitCode = 1
  },
)
