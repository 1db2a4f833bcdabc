import { secretsIn } from './environment.ts'
import type { ResticExit } from './exit.ts'
import { createListening, type Heard, type Listener } from './listen.ts'
import { redactOutput } from './redact-output.ts'
import { type ProcessOptions, startProcess } from './start-process.ts'

export type ResticRun<Event> = ProcessOptions & Listener<Event>
export type ResticResult = Heard & { exit: ResticExit }

/**
 * Runs restic to its end and hands over its events as they come. It never throws for what restic does: the exit says it. When a
 * handler throws, restic is killed and the error is the caller's.
 */
export const runRestic = async <Event>(run: ResticRun<Event>): Promise<ResticResult> => {
  const started = startProcess(run)
  const { listen, heard } = createListening(run, redactOutput(secretsIn(run.environment)))
  try {
    await Promise.all([listen(started.stdout, 'stdout'), listen(started.stderr, 'stderr')])
  } catch (error) {
    started.kill()
    await started.exit
    throw error
  }
  return { exit: await started.exit, ...heard() }
}
