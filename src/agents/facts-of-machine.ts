import type { Machine } from '../agent-protocol/messages.ts'

/** The columns in which an agent's row holds what its machine tells of itself. */
export const factsOfMachine = (machine: Machine) => ({
  machine_id: machine.machine_id,
  hostname: machine.hostname,
  os: machine.os,
  arch: machine.arch,
  version: machine.agent_version,
  protocol_version: machine.protocol_version,
  restic_version: machine.restic_version,
  hooks: JSON.stringify(machine.hooks),
  allow_commands: machine.allow_commands,
  trouble: machine.trouble === null ? null : JSON.stringify(machine.trouble),
})
