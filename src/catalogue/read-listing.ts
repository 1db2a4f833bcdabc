import { type NodeType, nodeTypes, type SnapshotNode } from './node.ts'

/** The nodes in what `restic ls --json` writes: one JSON object a line, the snapshot itself first. Throws for anything else. */
export async function* readListing(output: AsyncIterable<Uint8Array>): AsyncGenerator<SnapshotNode> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const part of output) {
    const lines = (rest + decoder.decode(part, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const node = nodeIn(line)
      if (node !== null) yield node
    }
  }
  // A whole listing ends with a line's end.
  if (rest !== '') throw new Error('the listing of a snapshot was cut off')
}

/** Null for lines about something else. */
const nodeIn = (line: string): SnapshotNode | null => {
  const parsed: unknown = JSON.parse(line)
  if (!isRecord(parsed)) throw new Error('a line of a listing is no object')
  // restic before 0.18 names the kind of a line in struct_type alone.
  if ((parsed.message_type ?? parsed.struct_type) !== 'node') return null
  if (typeof parsed.path !== 'string') throw new Error('a node of a listing has no path')
  return {
    path: parsed.path,
    type: isNodeType(parsed.type) ? parsed.type : 'other',
    size: wholeNumber(parsed.size) ?? (parsed.type === 'file' ? 0 : null),
    modified_ms: typeof parsed.mtime === 'string' ? msOf(parsed.mtime) : null,
    mode: wholeNumber(parsed.mode),
    link_target: typeof parsed.linktarget === 'string' ? parsed.linktarget.toWellFormed().replaceAll('\0', '') : null,
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const isNodeType = (value: unknown): value is NodeType => (nodeTypes as readonly unknown[]).includes(value)

const wholeNumber = (value: unknown): number | null =>
  typeof value === 'number' && value >= 0 ? Math.min(Math.floor(value), Number.MAX_SAFE_INTEGER - 1) : null

const msOf = (time: string): number | null => {
  const ms = Date.parse(time)
  return Number.isNaN(ms) ? null : ms
}
