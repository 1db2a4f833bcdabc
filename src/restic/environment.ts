export type ResticEnvironmentOptions = {
  /** The password of the repository, or a file that holds it. */
  password: string | { file: string }
  /** The run's credential at the gateway. restic uses it for both repositories of a copy. */
  rest?: { username: string; password: string }
  /** The other repository of a copy. Its address may carry credentials here, which it may not in the arguments. */
  from?: { repository?: string; password: string }
  /** Where programs are: for restic's own helpers and the commands of dumps. */
  search_path: string
  /** Some programs that write dumps keep their own credentials below it. */
  home?: string
  tmp_dir?: string
  /** IANA name. Without one snapshots carry UTC, and so do the days that `forget` counts. */
  time_zone?: string
  /** How many processors restic may keep busy. */
  max_cpus?: number
  /** Progress messages a second; restic sends up to sixty. */
  progress_fps?: number
}

/** The whole environment of a restic process. Ours holds secrets that are none of its business, so nothing is passed on. */
export const resticEnvironment = (options: ResticEnvironmentOptions): Record<string, string> => {
  const { password, rest, from } = options
  const given: Record<string, string | undefined> = {
    PATH: options.search_path,
    LANG: 'C.UTF-8',
    TZ: options.time_zone ?? 'UTC',
    HOME: options.home,
    TMPDIR: options.tmp_dir,
    GOMAXPROCS: options.max_cpus?.toString(),
    RESTIC_PROGRESS_FPS: String(options.progress_fps ?? 1),
    RESTIC_PASSWORD: typeof password === 'string' ? password : undefined,
    RESTIC_PASSWORD_FILE: typeof password === 'string' ? undefined : password.file,
    RESTIC_REST_USERNAME: rest?.username,
    RESTIC_REST_PASSWORD: rest?.password,
    RESTIC_FROM_REPOSITORY: from?.repository,
    RESTIC_FROM_PASSWORD: from?.password,
  }
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

const secretNames = ['RESTIC_PASSWORD', 'RESTIC_REST_PASSWORD', 'RESTIC_FROM_PASSWORD']

/** What must not appear in anything a process with this environment says. */
export const secretsIn = (environment: Readonly<Record<string, string>>): string[] =>
  secretNames.flatMap((name) => environment[name] ?? [])
