/** How a restic process ended, in words that programs compare. The numbers are part of restic's documented interface. */
export const exitTable = {
  succeeded: { exit_code: 0, remedy: '' },
  failed: { exit_code: 1, remedy: 'Read what restic said in the log of this run.' },
  crashed: {
    exit_code: 2,
    remedy: 'restic itself broke down. Start the run again; if it stays, use another version of restic.',
  },
  incomplete: { exit_code: 3, remedy: 'Some items could not be read or removed. The list says which and why.' },
  repository_missing: {
    exit_code: 10,
    remedy:
      'There is no repository at this place. Check the storage location; do not make a new repository over a lost one.',
  },
  repository_locked: { exit_code: 11, remedy: 'Another run holds the repository. Try again when it has ended.' },
  wrong_password: {
    exit_code: 12,
    remedy: 'The password does not open this repository. Check which key belongs to it.',
  },
  cancelled: { exit_code: 130, remedy: 'The run was stopped on request. Start it again when you want to.' },
  killed: {
    exit_code: null,
    remedy: 'restic was killed, perhaps for lack of memory. See the log of the system, then start the run again.',
  },
  not_started: {
    exit_code: null,
    remedy: 'The program restic could not be started. Install restic 0.17 or newer, or name it in BACKSTAY_RESTIC.',
  },
} as const satisfies Record<string, { exit_code: number | null; remedy: string }>

export type ResticExitCode = keyof typeof exitTable

export type ResticExit = {
  code: ResticExitCode
  /** The number itself; null where a signal ended the process, or it never started. */
  exit_code: number | null
  signal: string | null
  /** What a person can do. Empty after success. */
  remedy: string
}

/**
 * Names an exit. A number that restic may add later is a failure, as its documentation demands. `asked` says that we asked it to
 * stop: then it may also end with 1, when the command it was reading from stopped before it. Killed stays killed, because that
 * leaves a lock behind.
 */
export const exitOf = (exitCode: number | null, signal: string | null, asked = false): ResticExit => {
  const code = codeOf(exitCode, signal, asked)
  return { code, exit_code: exitCode, signal, remedy: exitTable[code].remedy }
}

const codeOf = (exitCode: number | null, signal: string | null, asked: boolean): ResticExitCode => {
  if (exitCode === 0) return 'succeeded'
  if (asked && (signal === null || signal === 'SIGINT')) return 'cancelled'
  return signal !== null ? 'killed' : (byNumber.get(exitCode) ?? 'failed')
}

export const notStarted: ResticExit = {
  code: 'not_started',
  exit_code: null,
  signal: null,
  remedy: exitTable.not_started.remedy,
}

const byNumber: ReadonlyMap<number | null, ResticExitCode> = new Map(
  // Object.entries forgets which keys there are.
  (Object.keys(exitTable) as ResticExitCode[])
    .filter((code) => exitTable[code].exit_code !== null)
    .map((code) => [exitTable[code].exit_code, code]),
)
