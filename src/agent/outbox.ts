import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Finish } from '../agent-protocol/messages.ts'
import type { Wait } from '../lib/wait.ts'
import { type Link, LinkError } from './link.ts'
import type { Say } from './say.ts'
import { writeFileSafely } from './write-file.ts'

export type EndedRun = { run_id: string; attempt: number }

/** Ends of runs that the server has not acknowledged. They are on disk first, so that a restart forgets none. */
export type Outbox = {
  /** Resolves when it is on disk; it is delivered from then on. */
  put(run_id: string, finish: Finish): Promise<void>
  waiting(): EndedRun[]
  /** Resolves when nothing is left to deliver. */
  settled(): Promise<void>
}

const timeoutMs = 30_000
const againMs = 5_000

export const openOutbox = async (parts: {
  folder: string
  link: Link
  wait: Wait
  say: Say
  signal: AbortSignal
}): Promise<Outbox> => {
  const waiting = new Map<string, EndedRun>()
  const deliveries = new Set<Promise<void>>()

  const deliver = async (run_id: string, finish: Finish): Promise<void> => {
    while (!parts.signal.aborted) {
      try {
        await parts.link.post(`/agent/v1/runs/${run_id}/finish`, finish, {
          reply: null,
          timeout_ms: timeoutMs,
          signal: parts.signal,
        })
        break
      } catch (error) {
        if (!(error instanceof LinkError)) throw error
        // Nobody wants to hear of it any more; to repeat it would change nothing.
        if (['not_yours', 'not_found', 'invalid_request', 'body_too_large'].includes(error.code)) {
          parts.say('warning', `The end of ${run_id} was not taken: ${error.message}`)
          break
        }
        await parts.wait(againMs)
      }
    }
    if (parts.signal.aborted) return
    await rm(join(parts.folder, `${run_id}.json`), { force: true })
    waiting.delete(run_id)
  }

  const begin = (run_id: string, finish: Finish) => {
    waiting.set(run_id, { run_id, attempt: finish.attempt })
    const delivery = deliver(run_id, finish)
      .catch((error: unknown) => parts.say('error', `The end of ${run_id} could not be delivered: ${String(error)}`))
      .finally(() => deliveries.delete(delivery))
    deliveries.add(delivery)
  }

  for (const name of await readdir(parts.folder)) {
    const run_id = /^(run_[0-9a-z]+)\.json$/.exec(name)?.[1]
    if (run_id === undefined) continue
    const finish = await readEnd(join(parts.folder, name))
    if (finish === null) await rm(join(parts.folder, name), { force: true })
    else begin(run_id, finish)
  }

  return {
    put: async (run_id, finish) => {
      await writeFileSafely(join(parts.folder, `${run_id}.json`), JSON.stringify(finish))
      begin(run_id, finish)
    },
    waiting: () => [...waiting.values()],
    settled: async () => {
      await Promise.all(deliveries)
    },
  }
}

/** Null for one that was cut short, or that another version wrote. */
const readEnd = async (path: string): Promise<Finish | null> => {
  try {
    return Finish.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}
