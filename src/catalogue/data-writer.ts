import { open } from 'node:fs/promises'
import { createBlockSeal } from '../lib/block-seal.ts'
import { encodeBlock, weightOf } from './block-codec.ts'
import { encodeIndex, type IndexedBlock } from './block-index.ts'
import type { Entry } from './node.ts'

/** What a block holds before compression, roughly: large enough to compress well, small enough to open at once. */
const blockWeight = 48 * 1024
/** Blocks are written to the disk together, some at a time. */
const bufferBytes = 512 * 1024

export type Written = {
  readonly index: { readonly offset: number; readonly length: number }
  readonly blocks: number
  readonly entries: number
  readonly versions: number
}

export type DataWriter = {
  /** In rising order of their keys. */
  add(entry: Entry): Promise<void> | undefined
  /** Writes the index and brings all to the disk. */
  finish(): Promise<Written>
  /** After finish, or instead of it. */
  close(): Promise<void>
}

/** Writes blocks and their index to a new file. `generation` is unique: the blocks' key is made of it. */
export const createDataWriter = async (
  path: string,
  key: string,
  generation: string,
  maxWeight = blockWeight,
): Promise<DataWriter> => {
  const handle = await open(path, 'wx', 0o600)
  const seal = createBlockSeal(key, generation)
  const index: IndexedBlock[] = []
  let pending: Entry[] = []
  let weight = 0
  let buffer: Buffer[] = []
  let buffered = 0
  let offset = 0
  const counts = { entries: 0, versions: 0 }

  const write = (plain: Buffer, position: string): { offset: number; length: number } => {
    const sealed = seal.seal(position, plain)
    const placed = { offset, length: sealed.length }
    buffer.push(sealed)
    buffered += sealed.length
    offset += sealed.length
    return placed
  }
  const flush = async (): Promise<void> => {
    const bytes = Buffer.concat(buffer)
    buffer = []
    buffered = 0
    if (bytes.length > 0) await handle.writeFile(bytes)
  }
  const endBlock = (): void => {
    const [first] = pending
    if (first === undefined) return
    const { directory, name } = first
    const held = rankSpan(pending)
    index.push({ directory, name, ...held, ...write(encodeBlock(pending), `block ${index.length}`) })
    pending = []
    weight = 0
  }
  return {
    add(entry) {
      pending.push(entry)
      weight += weightOf(entry)
      counts.entries += 1
      counts.versions += entry.versions.length
      if (weight >= maxWeight) endBlock()
      return buffered >= bufferBytes ? flush() : undefined
    },
    async finish() {
      endBlock()
      const placed = write(encodeIndex(index), 'index')
      await flush()
      await handle.sync()
      return { index: placed, blocks: index.length, ...counts }
    },
    close: () => handle.close(),
  }
}

/** The lowest and the highest rank that any entry has: a reader of another snapshot need not open the block. */
const rankSpan = (entries: readonly Entry[]): { min_rank: number; max_rank: number } => {
  let min = Number.MAX_SAFE_INTEGER
  let max = 0
  for (const { versions } of entries) {
    for (const { ranks } of versions) {
      min = Math.min(min, ranks[0] ?? min)
      max = Math.max(max, ranks.at(-1) ?? max)
    }
  }
  return { min_rank: min, max_rank: max }
}
