import type { SnapshotNode } from '../catalogue/node.ts'
import { snapshotNodes } from '../catalogue/snapshot-nodes.ts'
import type { Context } from '../context.ts'
import { lsArgs } from '../restic/args/ls-args.ts'
import { readLsNodes } from '../restic/ls-nodes.ts'
import { refuseUnsafe } from '../restic/refuse-unsafe.ts'
import { readRepository } from './read-repository.ts'

/** All that is in a snapshot, from restic. Throws UnsafeSnapshot, and at the end unless the list is whole. */
export async function* listSnapshotNodes(
  ctx: Context,
  input: { repository_id: string; ref: string; signal?: AbortSignal },
): AsyncGenerator<SnapshotNode> {
  const { repository_id, ref, signal } = input
  const { stdout, result } = await readRepository(ctx, {
    repository_id,
    args: (access) => lsArgs({ ...access, snapshot_id: ref }),
    ...(signal === undefined ? {} : { signal }),
  })
  try {
    yield* snapshotNodes(refuseUnsafe(readLsNodes(stdout)))
  } finally {
    stdout.destroy()
  }
  const { exit, error_message } = await result
  if (exit.code !== 'succeeded')
    throw new Error(`restic could not list the snapshot ${ref}: ${error_message ?? exit.code}. ${exit.remedy}`)
}
