import { flag, flags, type RepositoryAccess, repositoryArgs, tagFlags, toggle } from './repository-args.ts'

export type BackupOptions = RepositoryAccess & {
  host: string
  tags?: readonly string[]
  /** ISO-8601. Unset: when restic starts. */
  time?: string
  parent?: string
  dry_run?: boolean
  /** 2 lists every item, new or not. */
  verbose?: 1 | 2
} & (BackupOfPaths | BackupOfCommand)

export type BackupOfPaths = {
  paths: readonly string[]
  excludes?: readonly string[]
  exclude_caches?: boolean
  exclude_if_present?: readonly string[]
  exclude_larger_than_bytes?: number
  one_file_system?: boolean
  read_concurrency?: number
}

/** What a command writes to its standard output becomes the one file of the snapshot. It fails when the command does. */
export type BackupOfCommand = { stdin_from_command: readonly string[]; stdin_filename: string }

/** `restic backup`. */
export const backupArgs = (options: BackupOptions): string[] => [
  'backup',
  ...repositoryArgs(options),
  ...flag('host', options.host),
  ...tagFlags(options.tags),
  ...flag('time', options.time === undefined ? undefined : timeArgument(options.time)),
  ...flag('parent', options.parent),
  ...toggle('dry-run', options.dry_run),
  ...flag('verbose', options.verbose),
  ...('paths' in options ? pathArgs(options) : commandArgs(options)),
]

const pathArgs = (options: BackupOfPaths): string[] => {
  if (options.paths.length === 0) throw new Error('A backup needs at least one path.')
  return [
    ...flags('exclude', options.excludes),
    ...toggle('exclude-caches', options.exclude_caches),
    ...flags('exclude-if-present', options.exclude_if_present),
    ...flag('exclude-larger-than', options.exclude_larger_than_bytes),
    ...toggle('one-file-system', options.one_file_system),
    ...flag('read-concurrency', options.read_concurrency),
    '--',
    ...options.paths,
  ]
}

const commandArgs = ({ stdin_from_command: command, stdin_filename: filename }: BackupOfCommand): string[] => {
  if (command.length === 0) throw new Error('A backup of a command needs the command.')
  const forget = secretVariables.flatMap((name) => ['-u', name])
  return ['--stdin-from-command', ...flag('stdin-filename', filename), '--', '/usr/bin/env', ...forget, ...command]
}

/** restic hands its own environment to the command, which has no business with the keys of the repository. */
const secretVariables = ['RESTIC_PASSWORD', 'RESTIC_PASSWORD_FILE', 'RESTIC_REST_USERNAME', 'RESTIC_REST_PASSWORD']

/** restic takes no zone; resticEnvironment sets it to UTC. */
const timeArgument = (iso: string): string => new Date(iso).toISOString().slice(0, 19).replace('T', ' ')
