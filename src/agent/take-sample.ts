import { createHash } from 'node:crypto'
import { constants, lstat, open, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { SampleFile } from '../agent-protocol/messages.ts'
import { type Random, seededRandom } from '../lib/random.ts'
import { lsArgs } from '../restic/args/ls-args.ts'
import { type LsNode, readLsNodes } from '../restic/ls-nodes.ts'
import { streamRestic } from '../restic/stream-restic.ts'
import { accessOf, environmentOf, type Workshop } from './workshop.ts'

const largestBytes = 64 * 1024 * 1024
const mostBytesTogether = 512 * 1024 * 1024
const mostDepth = 64

/**
 * Hashes some files as they are on this machine, for drills to compare with: chance picks them, the snapshot says whether it has
 * them, and only those that are still what restic saw count.
 */
export const takeSample = async (
  shop: Workshop,
  options: { snapshot: string; paths: readonly string[]; count: number },
): Promise<SampleFile[]> => {
  if (options.count === 0) return []
  const random = seededRandom(seedOf(shop.command.run_id))
  const picked = await pickFiles(options.paths, options.count, random)
  if (picked.length === 0) return []
  const seen = await nodesOf(shop, options.snapshot, picked)
  const sample: SampleFile[] = []
  let bytes = 0
  for (const path of picked) {
    const node = seen.get(path)
    if (shop.signal.aborted) break
    if (node === undefined || bytes + (node.size ?? 0) > mostBytesTogether) continue
    const file = await hashIfSame(path, node)
    if (file === null) continue
    sample.push(file)
    bytes += file.bytes
  }
  return sample
}

const seedOf = (text: string): number => createHash('sha256').update(text).digest().readUInt32LE(0)

/** Goes down from a random path, at each folder into a random entry. A walk over everything would cost as much as the backup. */
const pickFiles = async (paths: readonly string[], count: number, random: Random): Promise<string[]> => {
  const picked = new Set<string>()
  const entries = new Map<string, string[]>()
  const list = async (folder: string): Promise<string[]> => {
    const known = entries.get(folder) ?? (await readdir(folder).catch(() => []))
    entries.set(folder, known)
    return known
  }
  for (let tries = 0; tries < count * 10 && picked.size < count; tries++) {
    let path = paths[Math.floor(random.fraction() * paths.length)]
    for (let depth = 0; path !== undefined && depth < mostDepth; depth++) {
      const facts = await lstat(path).catch(() => null)
      if (facts?.isFile() && facts.size <= largestBytes) picked.add(path)
      if (!facts?.isDirectory()) break
      const names = await list(path)
      const name = names[Math.floor(random.fraction() * names.length)]
      path = name === undefined ? undefined : join(path, name)
    }
  }
  return [...picked]
}

/** The files as the snapshot has them; those that it lacks, such as excluded ones, are not among them. */
const nodesOf = async (shop: Workshop, snapshot: string, paths: readonly string[]): Promise<Map<string, LsNode>> => {
  const wanted = new Set(paths)
  const folders = [...new Set(paths.map((path) => dirname(path)))]
  const { stdout, result } = streamRestic({
    binary: shop.restic,
    args: lsArgs({ ...accessOf(shop), snapshot_id: snapshot, folders }),
    environment: environmentOf(shop),
    signal: shop.signal,
  })
  const nodes = new Map<string, LsNode>()
  for await (const node of readLsNodes(stdout))
    if (node.type === 'file' && wanted.has(node.path)) nodes.set(node.path, node)
  const { exit } = await result
  return exit.code === 'succeeded' ? nodes : new Map()
}

const hashIfSame = async (path: string, node: LsNode): Promise<SampleFile | null> => {
  if (!(await isStillSame(path, node))) return null
  const sha256 = await hashOf(path).catch(() => null)
  if (sha256 === null || !(await isStillSame(path, node))) return null
  return { path, bytes: node.size ?? 0, modified_at: node.mtime ?? '', sha256 }
}

/** One buffer for all of it: a stream leaves one for each piece, which weighs more than the whole agent. */
const hashOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(256 * 1024)
  // A link that came in its place, or a pipe, is not opened.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length)
      if (bytesRead === 0) return hash.digest('hex')
      hash.update(buffer.subarray(0, bytesRead))
    }
  } finally {
    await file.close()
  }
}

const isStillSame = async (path: string, node: LsNode): Promise<boolean> => {
  const facts = await lstat(path).catch(() => null)
  if (facts === null || !facts.isFile() || facts.size !== (node.size ?? 0) || node.mtime === undefined) return false
  return Math.floor(facts.mtimeMs) === Date.parse(node.mtime.replace(/(\.\d{3})\d*/, '$1'))
}
