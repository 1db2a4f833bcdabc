import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { AgentFailure } from './agent-failure.ts'

export const agentUsage = `Usage: backstay agent --server URL --token TOKEN [options]

Backs up and restores this machine as the server at URL says. TOKEN is needed once; afterwards the agent knows itself by
what is in its state folder, and \`backstay agent\` is enough.

  --server URL        where Backstay is, such as https://backups.example.com
  --token TOKEN       from "Add server" or "Replace agent" in Backstay; for one machine, good for a day
  --state-dir DIR     identity, hooks and restic's cache (default: /var/lib/backstay-agent as root,
                      ~/.local/state/backstay-agent otherwise)
  --allow-commands    let whoever may configure backups in Backstay run any command here; without it only scripts
                      that somebody put into DIR/hooks
  --print-systemd-unit  write a unit for systemd to the standard output, and end
  --version, --help
`

export type AgentOptions = {
  readonly server: string | null
  readonly token: string | null
  /** Absolute; null for the default. */
  readonly state_dir: string | null
  readonly allow_commands: boolean
  readonly print: 'unit' | 'version' | 'usage' | null
}

/** Reads the words after `agent`. Throws an AgentFailure for words it does not know. */
export const parseOptions = (words: readonly string[]): AgentOptions => {
  const { values } = parse(words)
  const print = values.help
    ? 'usage'
    : values.version
      ? 'version'
      : values['print-systemd-unit']
        ? ('unit' as const)
        : null
  return {
    server: values.server ?? null,
    token: values.token ?? null,
    state_dir: values['state-dir'] === undefined ? null : resolve(values['state-dir']),
    allow_commands: values['allow-commands'] ?? false,
    print,
  }
}

const parse = (words: readonly string[]) => {
  try {
    return parseArgs({
      args: [...words],
      options: {
        server: { type: 'string' },
        token: { type: 'string' },
        'state-dir': { type: 'string' },
        'allow-commands': { type: 'boolean' },
        'print-systemd-unit': { type: 'boolean' },
        version: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
  } catch (cause) {
    throw new AgentFailure(`The agent was started with words it does not know: ${describe(cause)}`, agentUsage, {
      cause,
    })
  }
}

const describe = (error: unknown) => (error instanceof Error ? error.message : String(error))
