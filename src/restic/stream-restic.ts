import type { Readable } from 'node:stream'
import { secretsIn } from './environment.ts'
import { type CommonEvent, parseCommonEvent } from './events.ts'
import { createListening, type Listener } from './listen.ts'
import { redactOutput } from './redact-output.ts'
import type { ResticResult } from './run-restic.ts'
import { type ProcessOptions, startProcess } from './start-process.ts'

export type ResticStream = {
  /** What restic writes, as it comes; nothing is read ahead of the reader. Destroying it ends restic. */
  stdout: Readable
  /** Whole only when this says so: the bytes of a dump that broke off look like any others. */
  result: Promise<ResticResult>
  kill(): void
}

/** Starts restic for the bytes it writes: `dump`, `ls`. Somebody must read or destroy them, or it never ends. */
export const streamRestic = (
  run: ProcessOptions & Pick<Listener<CommonEvent>, 'on_event' | 'on_line'>,
): ResticStream => {
  const started = startProcess(run)
  const { listen, heard } = createListening(
    { ...run, parse_event: parseCommonEvent },
    redactOutput(secretsIn(run.environment)),
  )
  const listening = listen(started.stderr, 'stderr').catch((error: unknown) => {
    started.kill()
    throw error
  })
  const result = Promise.all([started.exit, listening]).then(([exit]) => ({ exit, ...heard() }))
  // Who only reads the bytes learns of a failure by their end; it must not end the whole program.
  result.catch(() => undefined)
  // A reader that goes away leaves restic with a closed pipe, which it would only notice when it writes.
  started.stdout.once('close', () => {
    if (!started.stdout.readableEnded) started.kill()
  })
  return { stdout: started.stdout, result, kill: started.kill }
}
