import { z } from 'zod'
import { splitLines } from './split-lines.ts'

/** One item of a snapshot. `size` only stands on files, `linktarget` only on symbolic links. */
export const lsNode = z.object({
  name: z.string(),
  type: z.string(),
  path: z.string(),
  uid: z.number().default(0),
  gid: z.number().default(0),
  size: z.number().optional(),
  mode: z.number().default(0),
  permissions: z.string().default(''),
  mtime: z.string().optional(),
  inode: z.number().optional(),
  linktarget: z.string().optional(),
})
export type LsNode = z.infer<typeof lsNode>

/** Paths have limits, so a line this long is no item. */
const longestLine = 1_000_000

/** The items in what `restic ls` writes, as they come. A line that is none is an error: a list with holes would look whole. */
export async function* readLsNodes(stdout: AsyncIterable<Uint8Array>): AsyncGenerator<LsNode> {
  let overlong = 0
  const lines = splitLines(stdout, {
    longest: longestLine,
    onOverlong: () => {
      overlong += 1
    },
  })
  for await (const line of lines) {
    if (line === '') continue
    // restic up to 0.16 named the kind struct_type alone; later ones write both.
    const message = JSON.parse(line)
    if (message.message_type === 'node' || message.struct_type === 'node') yield lsNode.parse(message)
  }
  if (overlong > 0) throw new Error(`The list of the snapshot has ${overlong} lines that are too long to be items.`)
}
