type StopReason = 'timeout' | 'shutdown' | 'out_of_touch' | 'lost'

/** Why a handler's signal aborted. */
export class JobStopped extends Error {
  readonly reason: StopReason

  constructor(reason: StopReason, message: string) {
    super(message)
    this.name = 'JobStopped'
    this.reason = reason
  }
}

export const timedOut = (seconds: number): JobStopped =>
  new JobStopped('timeout', `The job did not end within ${seconds} seconds and was given up.`)

export const shuttingDown = (): JobStopped => new JobStopped('shutdown', 'The process is shutting down.')

export const outOfTouch = (): JobStopped =>
  new JobStopped('out_of_touch', 'The database was away for so long that another worker may take the job over.')

export const takenOver = (): JobStopped => new JobStopped('lost', 'Another worker took the job over.')
