import { type Clock, systemClock } from '../lib/clock.ts'
import { createIds } from '../lib/ids.ts'
import { systemRandom } from '../lib/random.ts'
import { hashToken } from '../lib/secrets.ts'
import { systemWait, type Wait } from '../lib/wait.ts'
import { AgentFailure } from './agent-failure.ts'
import type { AgentConfig } from './config.ts'
import { describeMachine } from './describe-machine.ts'
import { endOrphans } from './end-orphans.ts'
import { enrol } from './enrol.ts'
import { holdStateFolder } from './hold-state-folder.ts'
import { type Identity, readIdentity, writeIdentity } from './identity.ts'
import { keepPolling } from './keep-polling.ts'
import { createLink } from './link.ts'
import { machineId } from './machine-id.ts'
import type { AgentOptions } from './options.ts'
import { openOutbox } from './outbox.ts'
import { createResticSource } from './prepare-restic.ts'
import { createRuns } from './runs.ts'
import type { Say } from './say.ts'
import { sendByNode } from './send.ts'
import { serverUrl } from './server-url.ts'
import { openStateFolder, type StateFolder } from './state-folder.ts'

export type AgentParts = {
  readonly config: AgentConfig
  readonly options: AgentOptions
  readonly version: string
  /** Where a checkout of Backstay stands, for its restic; null for an agent that stands alone. */
  readonly checkout: string | null
  readonly say: Say
  /** Aborts when the program is to end. */
  readonly signal: AbortSignal
  readonly clock?: Clock
  readonly wait?: Wait
  readonly fetch?: typeof globalThis.fetch
}

/** The agent's whole life: finds or gets its identity, then works until the signal aborts. Throws an AgentFailure. */
export const runAgent = async (parts: AgentParts): Promise<void> => {
  const folder = await openStateFolder(
    parts.options.state_dir ?? parts.config.default_state_dir,
    process.getuid?.() ?? 0,
  )
  const giveBack = await holdStateFolder(folder.path)
  try {
    const orphans = await endOrphans(folder)
    if (orphans > 0)
      parts.say(
        'warning',
        'The agent was killed while it worked. What it left running was ended; the server gives the run out anew.',
      )
    await work(parts, folder)
  } finally {
    await giveBack()
  }
}

const work = async (parts: AgentParts, folder: StateFolder): Promise<void> => {
  const { config, options, say, signal, version } = parts
  const { clock = systemClock, wait = systemWait, fetch = globalThis.fetch } = parts
  const source = createResticSource({ config, folder, checkout: parts.checkout, clock, fetch, say })
  const machine_id = await machineId(config, folder, () => createIds(clock).secret())
  const before = await readIdentity(folder)
  const facts = { machine_id, version, hooks_folder: folder.hooks }
  const fraction = () => systemRandom.fraction()
  const newIdentity = async (token: string): Promise<Identity> => {
    const server_url = serverUrl(options.server ?? before?.server_url ?? missingServer())
    const machine = await describeMachine({
      ...facts,
      allow_commands: options.allow_commands,
      here: await source.get({ server_url, bearer: token }, signal),
    })
    const identity = await enrol({ server_url, token, machine, send: sendByNode, wait, say, fraction })
    await writeIdentity(folder, identity)
    say(
      'info',
      `Enrolled as the agent of ${identity.server_name}. The token is used up; from now on "backstay agent" is enough.`,
    )
    return identity
  }
  const isNew = options.token !== null && before?.token_hash !== hashToken(options.token)
  const identity = options.token !== null && isNew ? await newIdentity(options.token) : known(before, options)
  const allow_commands = options.allow_commands || identity.allow_commands
  const server = { server_url: identity.server_url, bearer: `${identity.agent_id}.${identity.agent_secret}` }
  const link = createLink({ ...server, send: sendByNode })
  const closing = new AbortController()
  const outbox = await openOutbox({ folder: folder.ended, link, wait, say, signal: closing.signal })
  const runs = createRuns({ clock, config, folder, allow_commands, link, outbox, say })
  say('info', `The agent of ${identity.server_name} works for ${identity.server_url}.`)
  try {
    await keepPolling({
      server_url: identity.server_url,
      link,
      runs,
      outbox,
      restic: (signal) => source.get(server, signal),
      describe: (here) => describeMachine({ ...facts, allow_commands, here }),
      wait,
      say,
      fraction,
      signal,
    })
  } finally {
    await runs.abandon()
    closing.abort()
  }
}

/** A token that was used before is no mistake: the command is in somebody's start-up script. */
const known = (before: Identity | null, options: AgentOptions): Identity => {
  if (before === null)
    throw new AgentFailure(
      'This machine is not enrolled yet.',
      'Make an enrolment in Backstay ("Add server"), and run the command that it shows.',
    )
  return options.server === null ? before : { ...before, server_url: serverUrl(options.server) }
}

const missingServer = (): never => {
  throw new AgentFailure('The address of the server is missing.', 'Give it as --server https://backups.example.com.')
}
