import type { LsNode } from '../restic/ls-nodes.ts'
import { type NodeType, nodeTypes, type SnapshotNode } from './node.ts'

/** What restic lists, as a catalogue keeps it. */
export async function* snapshotNodes(listed: AsyncIterable<LsNode>): AsyncGenerator<SnapshotNode> {
  for await (const { path, type, size, mtime, mode, linktarget } of listed) {
    yield {
      path,
      type: isNodeType(type) ? type : 'other',
      size: size ?? null,
      modified_ms: msOf(mtime),
      mode,
      link_target: linktarget?.toWellFormed().replaceAll('\0', '') ?? null,
    }
  }
}

const isNodeType = (type: string): type is NodeType => (nodeTypes as readonly string[]).includes(type)

const msOf = (time: string | undefined): number | null => {
  const ms = time === undefined ? Number.NaN : Date.parse(time)
  return Number.isNaN(ms) ? null : ms
}
