import { hostname, release, type } from 'node:os'
import { type Machine, protocolVersion } from '../agent-protocol/messages.ts'
import { findHooks } from './find-hooks.ts'
import type { ResticHere } from './prepare-restic.ts'

/** What this machine tells of itself with each poll. */
export const describeMachine = async (facts: {
  machine_id: string
  version: string
  hooks_folder: string
  allow_commands: boolean
  here: ResticHere
}): Promise<Machine> => ({
  machine_id: facts.machine_id,
  hostname: hostname().slice(0, 255) || 'unnamed',
  os: `${type()} ${release()}`.slice(0, 100),
  arch: process.arch,
  agent_version: facts.version,
  protocol_version: protocolVersion,
  restic_version: facts.here.restic?.version ?? null,
  hooks: await findHooks(facts.hooks_folder),
  allow_commands: facts.allow_commands,
  trouble:
    facts.here.trouble === null ? null : { ...facts.here.trouble, message: facts.here.trouble.message.slice(0, 500) },
})
