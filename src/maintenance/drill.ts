import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { SampleFile } from '../agent-protocol/messages.ts'
import type { Context } from '../context.ts'
import { type LoadedRecoveryPoint, loadRecoveryPoint } from '../recovery-points/load-recovery-point.ts'
import { withRepository } from '../repositories/with-repository.ts'
import { beginRun } from '../runs/begin-run.ts'
import { finishRun } from '../runs/finish-run.ts'
import { recordProgress } from '../runs/record-progress.ts'
import { compareSample } from './compare-sample.ts'
import { judgeDrill } from './judge-drill.ts'
import { recordDrill } from './record-drill.ts'
import { restoreForDrill } from './restore-for-drill.ts'

/** Up to here a drill restores everything; beyond, the files whose hashes the agent took. */
const wholeBytes = 1024 ** 3

/**
 * Restores a recovery point into a throw-away folder, lets restic verify what it wrote, and compares the files that the agent
 * hashed when it backed them up. What it found is kept as evidence; the folder goes whatever happens. Safe to run twice.
 */
export const drill = async (
  ctx: Context,
  input: { recovery_point_id: string; run_id: string },
  job?: { signal: AbortSignal },
): Promise<void> => {
  if ((await beginRun(ctx, input)) === null) return
  const point = await loadRecoveryPoint(ctx, input)
  if (point.state !== 'available' || point.repository_id === null) {
    const error = { code: 'recovery_point_gone', message: 'The backup was removed before it could be tested.' }
    await finishRun(ctx, { run_id: input.run_id, outcome: 'cancelled', error })
    return
  }
  const folder = join(ctx.config.data_dir, 'drills', input.run_id)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    await prove(ctx, { run_id: input.run_id, point, folder, repository_id: point.repository_id, signal: job?.signal })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Proof = {
  run_id: string
  point: LoadedRecoveryPoint
  folder: string
  repository_id: string
  signal: AbortSignal | undefined
}

const prove = async (ctx: Context, proof: Proof): Promise<void> => {
  const { run_id, point, folder } = proof
  const startedMs = ctx.clock.nowMs()
  const sample = SampleFile.array().parse(point.sample)
  const isWhole = sample.length === 0 || (point.size_bytes ?? 0) <= wholeBytes
  const include = isWhole ? [] : sample.map(({ path }) => path)
  const restored = await withRepository(ctx, { ...proof, rights: 'read' }, (open) =>
    restoreForDrill(open, {
      snapshot: point.ref,
      target: folder,
      include,
      on_percent: (percent) => recordProgress(ctx, { run_id, progress: { kind: 'exact', percent } }),
    }),
  )
  const compared = await compareSample(folder, sample)
  const judged = judgeDrill({ restored, compared })
  await recordDrill(ctx, {
    run_id,
    point,
    judged,
    evidence: {
      restored: isWhole ? 'all' : 'sample',
      problems: restored.problems.slice(0, 100),
      compared,
      restic_exit: restored.exit,
      seconds: (ctx.clock.nowMs() - startedMs) / 1_000,
    },
    files: restored.files,
    bytes: restored.bytes,
  })
}
