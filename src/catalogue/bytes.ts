/** Writes whole numbers of seven bits a byte, the low ones first. */
export class ByteWriter {
  private bytes = Buffer.allocUnsafe(1024)
  private length = 0

  /** From 0 to 2^53 - 1. */
  number(value: number): void {
    if (this.length + 8 > this.bytes.length) this.bytes = Buffer.concat([this.bytes], this.bytes.length * 2)
    let rest = value
    while (rest >= 0x80) {
      this.bytes[this.length++] = (rest % 0x80) | 0x80
      rest = Math.floor(rest / 0x80)
    }
    this.bytes[this.length++] = rest
  }

  /** Of either sign; what is near zero is short. */
  signed(value: number): void {
    this.number(value < 0 ? -2 * value - 1 : 2 * value)
  }

  /** Null takes one byte. */
  optional(value: number | null): void {
    this.number(value === null ? 0 : value + 1)
  }

  done(): Buffer {
    return this.bytes.subarray(0, this.length)
  }
}

/** Reads what a ByteWriter wrote. */
export class ByteReader {
  private readonly bytes: Uint8Array
  private at = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  number(): number {
    let value = 0
    for (let factor = 1; ; factor *= 0x80) {
      const byte = this.bytes[this.at++]
      if (byte === undefined) throw new Error('a number is cut off')
      value += (byte & 0x7f) * factor
      if (byte < 0x80) return value
    }
  }

  signed(): number {
    const value = this.number()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  optional(): number | null {
    const value = this.number()
    return value === 0 ? null : value - 1
  }
}

/** Several pieces in one, with their lengths before them. */
export const packColumns = (columns: readonly Uint8Array[]): Buffer => {
  const head = new ByteWriter()
  head.number(columns.length)
  for (const column of columns) head.number(column.length)
  const bytes = head.done()
  const size = Buffer.alloc(4)
  size.writeUInt32LE(bytes.length)
  return Buffer.concat([size, bytes, ...columns])
}

/** The pieces by their numbers; one that is not there is empty. */
export const unpackColumns = (packed: Buffer): ((column: number) => Buffer) => {
  const headLength = packed.readUInt32LE(0)
  const head = new ByteReader(packed.subarray(4, 4 + headLength))
  const count = head.number()
  const starts = [4 + headLength]
  for (let column = 0; column < count; column++) starts.push((starts[column] ?? 0) + head.number())
  return (column) => packed.subarray(starts[column] ?? packed.length, starts[column + 1] ?? packed.length)
}
