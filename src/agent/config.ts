import { join } from 'node:path'

/** What the agent takes from its environment. */
export type AgentConfig = {
  /** PATH: where restic, the programs that dump databases, and those of hooks are. */
  readonly search_path: string
  readonly home: string | null
  /** A restic that the operator named; the only one then. */
  readonly restic: string | null
  /** A PEM file with certificates to trust beside the system's. Node reads it by itself; restic is told. */
  readonly ca_cert: string | null
  /** What names the machine to itself. */
  readonly machine_id_file: string
  readonly default_state_dir: string
}

/** Reads the environment; the only place of the agent that does. */
export const loadConfig = (env: NodeJS.ProcessEnv, isRoot: boolean): AgentConfig => {
  const home = env.HOME || null
  return {
    search_path: env.PATH || '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    home,
    restic: env.BACKSTAY_RESTIC || null,
    ca_cert: env.NODE_EXTRA_CA_CERTS || null,
    machine_id_file: env.BACKSTAY_MACHINE_ID_FILE || '/etc/machine-id',
    default_state_dir: isRoot
      ? '/var/lib/backstay-agent'
      : join(env.XDG_STATE_HOME || join(home ?? '/', '.local', 'state'), 'backstay-agent'),
  }
}
