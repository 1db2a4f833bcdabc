import { version } from '../version.ts'
import { agentCommand } from './agent.ts'

// The agent alone, as it is bundled for machines without a checkout: `node backstay-agent.mjs --server … --token …`.
process.umask(0o077)

const run = (words: string[]): Promise<number> => {
  if (Number(process.versions.node.split('.')[0]) >= 22) return agentCommand(words, { version, checkout: null })
  console.error(
    `This is Node ${process.versions.node}.\nInstall Node 22 or newer on this machine, and start the agent with that.`,
  )
  return Promise.resolve(1)
}

const words = process.argv.slice(2)
// The command that Backstay shows begins with the word for checkouts, too.
process.exit(await run(words[0] === 'agent' ? words.slice(1) : words))
