import { chmod, lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '../lib/make-folder.ts'
import { AgentFailure } from './agent-failure.ts'

export type StateFolder = {
  readonly path: string
  readonly identity: string
  readonly hooks: string
  readonly cache: string
  /** What runs ended with and the server has not acknowledged. */
  readonly ended: string
  readonly tmp: string
  readonly restic: string
}

/** Makes what is missing of the state folder. It holds the agent's secret, so it must be its user's own and closed to others. */
export const openStateFolder = async (path: string, uid: number): Promise<StateFolder> => {
  const folder = {
    path,
    identity: join(path, 'identity.json'),
    hooks: join(path, 'hooks'),
    cache: join(path, 'cache'),
    ended: join(path, 'ended'),
    tmp: join(path, 'tmp'),
    restic: join(path, 'restic'),
  }
  try {
    await makeFolder(path)
    const facts = await lstat(path)
    if (!facts.isDirectory() || facts.uid !== uid)
      throw new AgentFailure(
        `The state folder ${path} belongs to another user, or is no folder.`,
        'Name another one with --state-dir, or give it to the user that runs the agent.',
      )
    await chmod(path, 0o700)
    for (const part of [folder.hooks, folder.cache, folder.ended, folder.tmp]) await makeFolder(part)
  } catch (cause) {
    if (cause instanceof AgentFailure) throw cause
    throw new AgentFailure(
      `The state folder ${path} cannot be used: ${cause instanceof Error ? cause.message : cause}.`,
      'Run the agent as a user that may write there, or name another folder with --state-dir.',
      { cause },
    )
  }
  return folder
}
