/*
 * Takes bzip2 files apart. restic's releases are packed this way, Node cannot unpack it, and the program bzip2 is missing on
 * many servers. Format: https://en.wikipedia.org/wiki/Bzip2#File_format; a file may hold several streams behind each other.
 */

const blockMagic = 0x314159265359
const endMagic = 0x177245385090
const groupSize = 50

/** The content of a bzip2 file. Throws when the file is cut off or damaged, or holds more than `largest` bytes. */
export const bunzip2 = (packed: Uint8Array, largest: number): Buffer => {
  const bits = createBitReader(packed)
  const parts: Buffer[] = []
  let size = 0
  do {
    if (bits.read(24) !== 0x425a68) throw new Error('This is not a bzip2 file.')
    const blockSize = (bits.read(8) - 0x30) * 100_000
    if (blockSize < 100_000 || blockSize > 900_000) throw new Error('This is not a bzip2 file.')
    let combined = 0
    for (let magic = readMagic(bits); magic !== endMagic; magic = readMagic(bits)) {
      if (magic !== blockMagic) throw new Error('The bzip2 file is damaged: no block where one should start.')
      const crc = bits.read(32)
      const part = unpackBlock(bits, blockSize)
      if (crcOf(part) !== crc) throw new Error('The bzip2 file is damaged: a block does not fit its checksum.')
      combined = (((combined << 1) | (combined >>> 31)) ^ crc) >>> 0
      size += part.length
      if (size > largest) throw new Error(`The bzip2 file holds more than ${largest} bytes.`)
      parts.push(part)
    }
    if (bits.read(32) !== combined) throw new Error('The bzip2 file is damaged: it does not fit its checksum.')
    bits.skipToByte()
  } while (!bits.atEnd())
  return Buffer.concat(parts)
}

type BitReader = { read(count: number): number; skipToByte(): void; atEnd(): boolean }

const createBitReader = (bytes: Uint8Array): BitReader => {
  let position = 0
  let held = 0
  let heldBits = 0
  const read = (count: number): number => {
    // More than 24 at once would not fit beside what is held.
    if (count > 24) return (read(count - 16) * 65_536 + read(16)) >>> 0
    while (heldBits < count) {
      const next = bytes[position]
      if (next === undefined) throw new Error('The bzip2 file ends too early.')
      held = ((held << 8) | next) >>> 0
      heldBits += 8
      position += 1
    }
    heldBits -= count
    const value = held >>> heldBits
    held &= (1 << heldBits) - 1
    return value
  }
  return {
    read,
    skipToByte: () => {
      held = 0
      heldBits = 0
    },
    atEnd: () => position >= bytes.length,
  }
}

const readMagic = (bits: BitReader): number => bits.read(24) * 0x1000000 + bits.read(24)

const unpackBlock = (bits: BitReader, blockSize: number): Buffer => {
  if (bits.read(1) === 1) throw new Error('The bzip2 file uses the randomised blocks of versions before 0.9.5.')
  const start = bits.read(24)
  const used = readUsedBytes(bits)
  const groups = bits.read(3)
  const selectors = readSelectors(bits, groups)
  const tables = Array.from({ length: groups }, () => readTable(bits, used.length + 2))
  const { links, counts, size } = readSymbols(bits, { used, selectors, tables, blockSize })
  return undoRuns(undoTransform(links, counts, size, start))
}

/** The byte values that occur in the block, as two levels of marks. */
const readUsedBytes = (bits: BitReader): Uint8Array => {
  const rows = bits.read(16)
  const used: number[] = []
  for (let row = 0; row < 16; row += 1) {
    if ((rows & (0x8000 >>> row)) === 0) continue
    const columns = bits.read(16)
    for (let column = 0; column < 16; column += 1) if (columns & (0x8000 >>> column)) used.push(row * 16 + column)
  }
  return Uint8Array.from(used)
}

/** Which table each group of fifty symbols uses, moved to the front. */
const readSelectors = (bits: BitReader, groups: number): Uint8Array => {
  if (groups < 2 || groups > 6) throw new Error('The bzip2 file is damaged: it names an impossible number of tables.')
  const recent = Array.from({ length: groups }, (_, index) => index)
  return Uint8Array.from({ length: bits.read(15) }, () => {
    let rank = 0
    while (bits.read(1) === 1) rank += 1
    const [chosen] = recent.splice(rank, 1)
    if (chosen === undefined) throw new Error('The bzip2 file is damaged: it names a table that is not there.')
    recent.unshift(chosen)
    return chosen
  })
}

/** A canonical Huffman code: for each length the largest code, and where its symbols start. */
type Table = { limit: Int32Array; offset: Int32Array; symbols: Uint16Array; shortest: number }

const readTable = (bits: BitReader, symbolCount: number): Table => {
  let length = bits.read(5)
  const lengths = Array.from({ length: symbolCount }, () => {
    while (bits.read(1) === 1) length += bits.read(1) === 0 ? 1 : -1
    if (length < 1 || length > 20) throw new Error('The bzip2 file is damaged: it has a code of impossible length.')
    return length
  })
  const limit = new Int32Array(22).fill(-1)
  const offset = new Int32Array(22)
  const symbols: number[] = []
  let code = 0
  for (let bit = 1; bit <= 20; bit += 1) {
    offset[bit] = symbols.length - code
    for (const [symbol, ofSymbol] of lengths.entries()) if (ofSymbol === bit) symbols.push(symbol)
    code = symbols.length - (offset[bit] ?? 0)
    limit[bit] = code - 1
    code <<= 1
  }
  return { limit, offset, symbols: Uint16Array.from(symbols), shortest: Math.min(...lengths) }
}

const readSymbol = (bits: BitReader, table: Table): number => {
  let code = bits.read(table.shortest)
  for (let length = table.shortest; length <= 20; length += 1) {
    if (code <= (table.limit[length] ?? -1)) {
      const symbol = table.symbols[code + (table.offset[length] ?? 0)]
      if (symbol !== undefined) return symbol
    }
    code = (code << 1) | bits.read(1)
  }
  throw new Error('The bzip2 file is damaged: it has a code that stands for nothing.')
}

/** Huffman codes, then runs of the most recent byte, then "move to front": gives the transformed block. */
const readSymbols = (
  bits: BitReader,
  from: { used: Uint8Array; selectors: Uint8Array; tables: readonly Table[]; blockSize: number },
) => {
  const { selectors, tables, blockSize } = from
  const recent = Uint8Array.from(from.used)
  const endOfBlock = recent.length + 1
  const links = new Uint32Array(blockSize)
  const counts = new Int32Array(256)
  let [size, run, runUnit, selector, leftInGroup] = [0, 0, 1, 0, 0]
  let table: Table | undefined
  const put = (byte: number, times: number) => {
    if (size + times > blockSize) throw new Error('The bzip2 file is damaged: a block is larger than allowed.')
    counts[byte] = (counts[byte] ?? 0) + times
    links.fill(byte, size, size + times)
    size += times
  }
  for (;;) {
    if (leftInGroup === 0) {
      table = tables[selectors[selector] ?? -1]
      selector += 1
      leftInGroup = groupSize
    }
    if (table === undefined) throw new Error('The bzip2 file is damaged: it has more symbols than tables for them.')
    leftInGroup -= 1
    const symbol = readSymbol(bits, table)
    if (symbol <= 1) {
      // The length of a run, in digits one and two.
      run += runUnit << symbol
      runUnit <<= 1
      if (run > blockSize) throw new Error('The bzip2 file is damaged: a run is longer than its block.')
      continue
    }
    if (run > 0) put(recent[0] ?? 0, run)
    run = 0
    runUnit = 1
    if (symbol === endOfBlock) return { links, counts, size }
    const byte = recent[symbol - 1] ?? 0
    recent.copyWithin(1, 0, symbol - 1)
    recent[0] = byte
    put(byte, 1)
  }
}

/** Undoes the Burrows-Wheeler transform: each place links to the one that follows it, in the upper 24 bits. */
const undoTransform = (links: Uint32Array, counts: Int32Array, size: number, start: number): Uint8Array => {
  if (start >= size && size > 0) throw new Error('The bzip2 file is damaged: a block starts outside of itself.')
  const next = new Int32Array(256)
  for (let byte = 1, sum = 0; byte < 256; byte += 1) {
    sum += counts[byte - 1] ?? 0
    next[byte] = sum
  }
  for (let index = 0; index < size; index += 1) {
    const byte = (links[index] ?? 0) & 0xff
    const place = next[byte] ?? 0
    next[byte] = place + 1
    links[place] = ((links[place] ?? 0) & 0xff) | (index << 8)
  }
  const bytes = new Uint8Array(size)
  let link = (links[start] ?? 0) >>> 8
  for (let index = 0; index < size; index += 1) {
    const entry = links[link] ?? 0
    bytes[index] = entry & 0xff
    link = entry >>> 8
  }
  return bytes
}

/** After four equal bytes stands how many more of them follow. */
const undoRuns = (bytes: Uint8Array): Buffer => {
  let length = 0
  for (let pass = 0, result = Buffer.alloc(0); ; pass += 1) {
    let [equal, previous] = [0, -1]
    length = 0
    for (const byte of bytes) {
      if (equal === 4) {
        if (pass === 1) result.fill(previous, length, length + byte)
        length += byte
        equal = 0
        previous = -1
        continue
      }
      equal = byte === previous ? equal + 1 : 1
      previous = byte
      if (pass === 1) result[length] = byte
      length += 1
    }
    if (pass === 1) return result
    // The first pass only measures.
    result = Buffer.alloc(length)
  }
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24
  for (let bit = 0; bit < 8; bit += 1) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1
  return value >>> 0
})

/** The CRC-32 of bzip2, which takes its bits in the opposite order from the one of zip. */
const crcOf = (bytes: Uint8Array): number => {
  let crc = 0xffffffff
  for (const byte of bytes) crc = ((crc << 8) ^ (crcTable[((crc >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0
  return ~crc >>> 0
}
