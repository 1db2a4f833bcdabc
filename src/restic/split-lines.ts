const newline = 0x0a

/**
 * Lines of a stream as they come, one after the other, so that a slow reader slows the writer down. Characters and lines may be
 * cut anywhere between chunks. A line longer than `longest` bytes is left out and reported, and costs no more memory than that.
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  { longest, onOverlong }: { longest: number; onOverlong?: () => void },
): AsyncGenerator<string> {
  let parts: Buffer[] = []
  let size = 0
  let isOverlong = false
  const take = (): string | null => {
    const line = isOverlong ? null : Buffer.concat(parts).toString('utf8')
    if (isOverlong) onOverlong?.()
    parts = []
    size = 0
    isOverlong = false
    return line === null ? null : line.replace(/\r$/, '')
  }
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let start = 0
    while (start < bytes.length) {
      const end = bytes.indexOf(newline, start)
      const piece = bytes.subarray(start, end === -1 ? bytes.length : end)
      size += piece.length
      if (size > longest) {
        isOverlong = true
        parts = []
      } else if (piece.length > 0) parts.push(piece)
      if (end === -1) break
      const line = take()
      if (line !== null) yield line
      start = end + 1
    }
  }
  if (size === 0) return
  const last = take()
  if (last !== null) yield last
}
