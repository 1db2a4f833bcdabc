/** How often the queue looks, and how soon it notices a dead worker. Tests pass shorter ones. */
export type JobTimings = {
  /** How often each worker looks for jobs; a notification from Postgres wakes it sooner. */
  readonly poll_seconds: number
  /** The same for the tasks of which nothing notifies. */
  readonly silent_poll_seconds: number
  /** A running job whose worker was not heard of for this long goes back to the queue. At least 10. */
  readonly heartbeat_seconds: number
  /** How often a worker says that its jobs are alive. */
  readonly heartbeat_refresh_seconds: number
  /** How often dead workers' jobs are looked for, over all processes. */
  readonly monitor_seconds: number
  /** How often cron entries are looked at, over all processes. */
  readonly cron_check_seconds: number
}

export const jobTimings: JobTimings = {
  poll_seconds: 2,
  silent_poll_seconds: 2,
  heartbeat_seconds: 24,
  heartbeat_refresh_seconds: 6,
  monitor_seconds: 10,
  cron_check_seconds: 20,
}

/**
 * The longest it takes until a killed worker's job is back in the queue. The monitor counts twice: the process that
 * would have looked next can be the one that died, and another then comes up to one interval later.
 */
export const secondsUntilBack = (timings: JobTimings): number => timings.heartbeat_seconds + 2 * timings.monitor_seconds

/**
 * How long a process goes on with its jobs while the database is silent. After that it stops them: soon another worker
 * may have them. The last heartbeat can be one interval older than the last answer; 2 seconds are for handlers to stop.
 */
export const secondsUntilGivenUp = (timings: JobTimings): number =>
  timings.heartbeat_seconds - timings.heartbeat_refresh_seconds - 2
