import { startSandbox } from '../../src/sandbox/start-sandbox.ts'

/** The program that `sandbox-process.ts` starts: says its address, and then serves until it is killed. */
const sandbox = await startSandbox(JSON.parse(process.argv[2] ?? '{}'))
process.stdout.write(`${sandbox.url}\n`)
