import { execFile } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AgentWorld, createAgentWorld, newMachine } from '../helpers/agent-world.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')

let world: AgentWorld
beforeAll(async () => {
  world = await createAgentWorld()
})
afterAll(() => world?.stop())

test('the agent as one file, away from everything else, enrols and backs up', async () => {
  const folder = join(world.folder, 'elsewhere')
  await mkdir(folder)
  await run(process.execPath, [join(root, 'tools/build-agent.mjs'), folder])
  const program = join(folder, 'backstay-agent.mjs')
  const imported = (await readFile(program, 'utf8')).matchAll(/^import .* from "(.*)"/gm)
  expect([...imported].map(([, name = '']) => name).filter((name) => !name.startsWith('node:'))).toEqual([])
  const { stdout } = await run(process.execPath, [program, '--print-systemd-unit', '--state-dir', '/srv/agent'])
  expect(stdout).toContain(`ExecStart=${process.execPath} ${program} --state-dir /srv/agent\n`)
  const machine = await newMachine(world, 'one', { env: { AGENT_PROGRAM: program } })
  expect(await machine.finished(await machine.backUp({}, 3))).toMatchObject({
    outcome: 'succeeded',
    sample: [{ bytes: 14 }],
  })
})
