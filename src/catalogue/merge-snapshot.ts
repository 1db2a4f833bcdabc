import type { DataWriter } from './data-writer.ts'
import type { EntryCursor } from './entry-cursor.ts'
import { compareKeys, type Entry, type FileFacts, sameFacts, type Version } from './node.ts'
import { addRank, createRankMover } from './rank-set.ts'

/** How ranks change with a new snapshot: by old rank, null for what was removed. */
export type RankMove = { readonly moves: readonly (number | null)[]; readonly added: number }

/**
 * Writes what was known and what the new snapshot holds, in one pass over both. What no snapshot holds any more is left
 * out. Of nodes that restic names alike (their names are no UTF-8) the first counts.
 */
export const mergeSnapshot = async (
  known: EntryCursor,
  nodes: EntryCursor,
  { moves, added }: RankMove,
  writer: Pick<DataWriter, 'add'>,
): Promise<void> => {
  const isSame = moves.every((rank, at) => rank === at)
  const moveRanks = createRankMover(moves)
  const movedVersions = (versions: readonly Version[]): Version[] =>
    versions.map((version) => ({ ...version, ranks: moveRanks(version.ranks) })).filter(({ ranks }) => ranks.length > 0)
  const move = (entry: Entry): Entry => (isSame ? entry : { ...entry, versions: movedVersions(entry.versions) })
  for (;;) {
    const old = known.current()
    const node = nodes.current()
    if (old === undefined && node === undefined) return
    const order = old === undefined ? 1 : node === undefined ? -1 : compareKeys(old, node)
    const moved = old === undefined || order > 0 ? undefined : move(old)
    const merged = node === undefined || order < 0 ? moved : withNode(moved, node, added)
    if (merged !== undefined && merged.versions.length > 0) {
      const written = writer.add(merged)
      if (written !== undefined) await written
    }
    if (order <= 0) await known.advance()
    if (order >= 0 && node !== undefined) await passAll(nodes, node)
  }
}

const passAll = async (nodes: EntryCursor, node: Entry): Promise<void> => {
  for (
    let next: Entry | undefined = node;
    next !== undefined && compareKeys(next, node) === 0;
    next = nodes.current()
  ) {
    const read = nodes.advance()
    if (read !== undefined) await read
  }
}

const withNode = (known: Entry | undefined, node: Entry, rank: number): Entry => {
  const [facts] = node.versions
  if (facts === undefined) throw new Error('a node without facts')
  const versions = known?.versions ?? []
  const at = versions.findIndex((version) => sameFacts(version, facts))
  const held = versions[at]
  if (held === undefined) return { ...node, versions: [...versions, newVersion(facts, rank)].sort(byFirstRank) }
  return { ...node, versions: versions.with(at, { ...held, ranks: addRank(held.ranks, rank) }).sort(byFirstRank) }
}

const newVersion = (facts: FileFacts, rank: number): Version => ({ ...facts, ranks: [rank, rank] })

const byFirstRank = (a: Version, b: Version): number => (a.ranks[0] ?? 0) - (b.ranks[0] ?? 0)
