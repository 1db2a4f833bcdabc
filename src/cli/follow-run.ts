import { z } from 'zod'
import type { ApiClient } from './api-client.ts'

const Run = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.string(),
  outcome: z.string().nullable(),
  progress: z.object({ percent: z.number().optional(), note: z.string().optional() }),
  stats: z.record(z.string(), z.unknown()),
  error: z.object({ message: z.string() }).nullable(),
})

const lookMs = 1_000

/** Waits for the end of a run and says how far it is. Resolves with the exit code: 0 where it succeeded, also with a warning. */
export const followRun = async (
  api: ApiClient,
  run_id: string,
  io: { say(text: string): void; wait(ms: number): Promise<void> },
): Promise<number> => {
  let told = ''
  for (;;) {
    const run = await api.get(`/api/runs/${run_id}`, Run)
    if (run.state === 'finished') {
      io.say(`${run.kind} ${run.outcome}${run.error === null ? '' : `: ${run.error.message}`}`)
      return run.outcome === 'succeeded' || run.outcome === 'warning' ? 0 : 1
    }
    const { percent, note } = run.progress
    const words = [run.kind, run.state, percent === undefined ? null : `${Math.round(percent)} %`, note ?? null]
    const line = words.filter((word) => word !== null).join(' ')
    if (line !== told) io.say(line)
    told = line
    await io.wait(lookMs)
  }
}
