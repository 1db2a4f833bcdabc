import type { Command } from '../agent-protocol/messages.ts'
import type { Clock } from '../lib/clock.ts'
import type { RepositoryAccess } from '../restic/args/repository-args.ts'
import { resticEnvironment } from '../restic/environment.ts'
import type { AgentConfig } from './config.ts'
import type { Reporter } from './reporter.ts'
import type { StateFolder } from './state-folder.ts'

/** What it takes to work one command off. */
export type Workshop = {
  readonly clock: Clock
  readonly config: AgentConfig
  readonly folder: StateFolder
  readonly allow_commands: boolean
  /** Path of the program. */
  readonly restic: string
  /** Where the gateway is, without a trailing slash. */
  readonly gateway_url: string
  readonly command: Command
  readonly reporter: Reporter
  /** Aborts when the run is to stop. */
  readonly signal: AbortSignal
}

/** How long restic may take to stop in order; the server removes the lock of one that could not. */
export const stopMs = 8_000

/** How restic reaches the repository of this command. */
export const accessOf = ({ command, folder, gateway_url, config }: Workshop): RepositoryAccess => ({
  repository: `rest:${gateway_url}${command.repository.path}`,
  cache_dir: folder.cache,
  ...(config.ca_cert === null ? {} : { ca_cert: config.ca_cert }),
})

export const environmentOf = (shop: Workshop, options: { max_cores?: number | null } = {}): Record<string, string> => {
  const { repository } = shop.command
  return resticEnvironment({
    password: repository.repository_password,
    rest: { username: repository.username, password: repository.password },
    search_path: shop.config.search_path,
    tmp_dir: shop.folder.tmp,
    ...(shop.config.home === null ? {} : { home: shop.config.home }),
    ...(options.max_cores ? { max_cpus: options.max_cores } : {}),
  })
}
