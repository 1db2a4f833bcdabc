import { version } from '../version.ts'
import { agentCommand } from './agent.ts'

// The agent alone, as it is bundled for machines without a checkout: `node backstay-agent.mjs --server … --token …`.
process.umask(0o077)

const words = process.argv.slice(2)
process.exit(await agentCommand(words[0] === 'agent' ? words.slice(1) : words, { version, checkout: null }))
