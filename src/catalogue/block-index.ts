import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { ByteReader, ByteWriter, packColumns, unpackColumns } from './bytes.ts'
import { compareKeys, type Key } from './node.ts'

/** Where a block stands, the key of its first entry, and the span of snapshots that hold anything in it. */
export type IndexedBlock = Key & {
  readonly offset: number
  readonly length: number
  readonly min_rank: number
  readonly max_rank: number
}

const separator = '\0'

export const encodeIndex = (blocks: readonly IndexedBlock[]): Buffer => {
  const numbers = new ByteWriter()
  numbers.number(blocks.length)
  for (const { length, min_rank, max_rank } of blocks) {
    numbers.number(length)
    numbers.number(min_rank)
    numbers.number(max_rank)
  }
  const texts = (of: (block: IndexedBlock) => string) => Buffer.from(blocks.map(of).join(separator))
  return zstdCompressSync(packColumns([texts((b) => b.directory), texts((b) => b.name), numbers.done()]))
}

/** Blocks follow each other without gaps from the start of the file. */
export const decodeIndex = (encoded: Uint8Array): IndexedBlock[] => {
  const column = unpackColumns(zstdDecompressSync(encoded))
  const directories = column(0).toString().split(separator)
  const names = column(1).toString().split(separator)
  const numbers = new ByteReader(column(2))
  const count = numbers.number()
  const blocks: IndexedBlock[] = []
  for (let offset = 0; blocks.length < count; ) {
    const directory = directories[blocks.length]
    const name = names[blocks.length]
    if (directory === undefined || name === undefined) throw new Error('an index has fewer keys than blocks')
    const length = numbers.number()
    blocks.push({ directory, name, offset, length, min_rank: numbers.number(), max_rank: numbers.number() })
    offset += length
  }
  return blocks
}

/** The first block that can hold this key or a later one. */
export const firstBlockFor = (blocks: readonly IndexedBlock[], key: Key): number => {
  let low = 0
  let high = blocks.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const block = blocks[middle]
    if (block !== undefined && compareKeys(block, key) <= 0) low = middle + 1
    else high = middle
  }
  return Math.max(0, low - 1)
}
