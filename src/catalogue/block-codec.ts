import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { ByteReader, ByteWriter, packColumns, unpackColumns } from './bytes.ts'
import { type Entry, type NodeType, nodeTypes, type Version } from './node.ts'

/**
 * A block holds some hundred entries by columns: all names, all sizes, and so on. Columns of the same kind compress
 * better than rows, and a search by name looks at one column alone.
 */
const columns = {
  names: 0,
  directories: 1,
  targets: 2,
  /** How many entries each directory has. */
  entry_counts: 3,
  /** How many versions each entry has. */
  version_counts: 4,
  types: 5,
  sizes: 6,
  modified: 7,
  modes: 8,
  ranks: 9,
} as const

/** The one character that stands in no path. */
const separator = '\0'
const hasTarget = 0x40

/** What an entry adds to a block before compression, roughly. */
export const weightOf = (entry: Entry): number => entry.name.length + 16 * entry.versions.length

/** `entries` are not empty and in order. */
export const encodeBlock = (entries: readonly Entry[]): Buffer => {
  const directories: string[] = []
  const entryCounts = new ByteWriter()
  const versionCounts = new ByteWriter()
  let inDirectory = 0
  for (const { directory, versions } of entries) {
    if (directory !== directories.at(-1)) {
      if (directories.length > 0) entryCounts.number(inDirectory)
      directories.push(directory)
      inDirectory = 0
    }
    inDirectory++
    versionCounts.number(versions.length)
  }
  entryCounts.number(inDirectory)
  return zstdCompressSync(
    packColumns([
      Buffer.from(entries.map(({ name }) => name).join(separator)),
      Buffer.from(directories.join(separator)),
      ...encodeVersions(entries, entryCounts.done(), versionCounts.done()),
    ]),
  )
}

const encodeVersions = (entries: readonly Entry[], entryCounts: Buffer, versionCounts: Buffer): Buffer[] => {
  const targets: string[] = []
  const types = new ByteWriter()
  const sizes = new ByteWriter()
  const modified = new ByteWriter()
  const modes = new ByteWriter()
  const ranks = new ByteWriter()
  let lastModified = 0
  for (const { versions } of entries) {
    for (const version of versions) {
      types.number(nodeTypes.indexOf(version.type) | (version.link_target === null ? 0 : hasTarget))
      if (version.link_target !== null) targets.push(version.link_target)
      sizes.optional(version.size)
      modified.number(version.modified_ms === null ? 0 : 1)
      if (version.modified_ms !== null) {
        modified.signed(version.modified_ms - lastModified)
        lastModified = version.modified_ms
      }
      modes.optional(version.mode)
      writeRanks(ranks, version.ranks)
    }
  }
  const numbers = [types, sizes, modified, modes, ranks].map((column) => column.done())
  return [Buffer.from(targets.join(separator)), entryCounts, versionCounts, ...numbers]
}

const writeRanks = (writer: ByteWriter, ranks: readonly number[]): void => {
  writer.number(ranks.length)
  let last = 0
  for (const rank of ranks) {
    writer.number(rank - last)
    last = rank
  }
}

/** A block as it was read: its names at little cost, its entries at more. */
export type Block = { names(): string; entries(): Entry[] }

/** Throws for what `encodeBlock` did not make. */
export const decodeBlock = (encoded: Uint8Array): Block => {
  const column = unpackColumns(zstdDecompressSync(encoded))
  return { names: () => column(columns.names).toString(), entries: () => readEntries(column) }
}

const readEntries = (column: (number: number) => Buffer): Entry[] => {
  const texts = (number: number) => column(number).toString().split(separator)
  const names = texts(columns.names)
  const versionCounts = new ByteReader(column(columns.version_counts))
  const readVersion = versionReader(column, texts(columns.targets))
  const entryCounts = new ByteReader(column(columns.entry_counts))
  const entries: Entry[] = []
  for (const directory of texts(columns.directories)) {
    for (let left = entryCounts.number(); left > 0; left--) {
      const name = names[entries.length]
      if (name === undefined) throw new Error('a block has fewer names than entries')
      const versions: Version[] = []
      for (let more = versionCounts.number(); more > 0; more--) versions.push(readVersion())
      entries.push({ directory, name, versions })
    }
  }
  return entries
}

const versionReader = (column: (number: number) => Buffer, targets: readonly string[]): (() => Version) => {
  const reader = (number: number) => new ByteReader(column(number))
  const types = reader(columns.types)
  const sizes = reader(columns.sizes)
  const modified = reader(columns.modified)
  const modes = reader(columns.modes)
  const ranks = reader(columns.ranks)
  let lastModified = 0
  let target = 0
  return () => {
    const type = types.number()
    const size = sizes.optional()
    const isModifiedKnown = modified.number() === 1
    if (isModifiedKnown) lastModified += modified.signed()
    return {
      type: typeOf(type & ~hasTarget),
      size,
      modified_ms: isModifiedKnown ? lastModified : null,
      mode: modes.optional(),
      link_target: (type & hasTarget) === 0 ? null : (targets[target++] ?? ''),
      ranks: readRanks(ranks),
    }
  }
}

const typeOf = (number: number): NodeType => nodeTypes[number] ?? 'other'

const readRanks = (reader: ByteReader): number[] => {
  const ranks: number[] = []
  let last = 0
  for (let left = reader.number(); left > 0; left--) {
    last += reader.number()
    ranks.push(last)
  }
  return ranks
}
