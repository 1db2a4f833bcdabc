import { chmod, cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { pauseAgent } from '../../src/agents/pause-agent.ts'
import { resumeAgent } from '../../src/agents/resume-agent.ts'
import { revokeAgent } from '../../src/agents/revoke-agent.ts'
import { watchAgentLease } from '../../src/agents/watch-agent-lease.ts'
import { cancelRun } from '../../src/runs/cancel-run.ts'
import { type AgentWorld, createAgentWorld, newMachine, type TestMachine } from '../helpers/agent-world.ts'
import { resticProgram } from '../helpers/gateway.ts'
import { until } from '../helpers/until.ts'

let world: AgentWorld
beforeAll(async () => {
  world = await createAgentWorld()
})
afterAll(() => world?.stop())

let numbers = 0
const machineAt = async () => {
  const machine = await newMachine(world, `m${++numbers}`)
  onTestFinished(async () => void (await machine.agent().end('SIGKILL')))
  return machine
}

/** A backup that has begun to upload, and waits there. */
const inTheMiddle = async (machine: TestMachine) => {
  await writeFile(join(machine.source, 'two.txt'), `something new ${numbers}`)
  world.front.hold()
  const run_id = await machine.backUp()
  await until(() => world.front.held() > 0)
  return run_id
}

const restics = async (machine: TestMachine): Promise<number> => {
  let count = 0
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (words.includes('restic') && words.includes(join(machine.state, 'cache'))) count += 1
  }
  return count
}

test('cancelled in the middle: restic ends, no lock stays, and the next backup succeeds', async () => {
  const machine = await machineAt()
  const run_id = await inTheMiddle(machine)
  await cancelRun(world.ctx(), { run_id })
  await until(
    () =>
      machine.agent().output().includes(`The server asks to stop ${run_id}`) ||
      machine.agent().output().includes('ended: cancelled'),
  )
  expect(await machine.finished(run_id)).toMatchObject({ outcome: 'cancelled', error: null })
  world.front.release()
  expect(await restics(machine)).toBe(0)
  expect(await machine.names('locks')).toEqual([])
  expect(await machine.names('snapshots')).toEqual([])
  expect(await machine.finished(await machine.backUp())).toMatchObject({ outcome: 'succeeded' })
})

test('killed and started again: the run is given out anew at once, and succeeds', async () => {
  const machine = await machineAt()
  const run_id = await inTheMiddle(machine)
  await machine.agent().end('SIGKILL')
  // It goes on by itself until it has something to say that nobody hears, or until the agent ends it when it comes back.
  expect(await restics(machine)).toBeLessThanOrEqual(1)
  await machine.restart()
  world.front.release()
  expect(await machine.finished(run_id)).toMatchObject({ outcome: 'succeeded', attempt: 2 })
  await until(async () => (await machine.names('locks')).length === 0)
  expect(await machine.names('snapshots')).toHaveLength(1)
})

test('killed for good: its lease ends, its lock is gone, and the run waits for the agent that comes back', async () => {
  const machine = await machineAt()
  const run_id = await inTheMiddle(machine)
  expect(await machine.names('locks')).toHaveLength(1)
  await machine.agent().end('SIGKILL')
  world.front.release()
  world.clock.advanceMs(61_000)
  await watchAgentLease(world.ctx(), { run_id, attempt: 1 })
  expect(await machine.run(run_id)).toMatchObject({ state: 'queued' })
  expect(await machine.names('locks')).toEqual([])
  await machine.restart()
  expect(await machine.finished(run_id)).toMatchObject({ outcome: 'succeeded', attempt: 2 })
})

test('the server goes away and comes back: the backup goes on, and its end is told', async () => {
  const machine = await machineAt()
  const run_id = await inTheMiddle(machine)
  await world.stopServer()
  world.front.release()
  await until(
    () =>
      machine.agent().output().includes('could not be reached') || machine.agent().output().includes('is not Backstay'),
  )
  await world.startServer()
  expect(await machine.finished(run_id)).toMatchObject({ outcome: 'succeeded', attempt: 1 })
})

test('an end that could not be told is told after a restart of the agent', async () => {
  const machine = await machineAt()
  const run_id = await inTheMiddle(machine)
  // The server is away from the last upload on: restic fails, and nobody is there to hear it.
  await cancelRun(world.ctx(), { run_id })
  await world.stopServer()
  world.front.release()
  await machine.agent().end('SIGTERM')
  const finish = {
    attempt: 1,
    outcome: 'cancelled',
    error: null,
    snapshots: [],
    skipped: [],
    skipped_count: 0,
    sample: [],
    restored: null,
    log: [],
    seconds: 1,
  }
  await writeFile(join(machine.state, 'ended', `${run_id}.json`), JSON.stringify(finish))
  await world.startServer()
  await machine.restart()
  expect(await machine.finished(run_id)).toMatchObject({ outcome: 'cancelled' })
  await until(async () => (await readdir(join(machine.state, 'ended'))).length === 0)
})

test('stopped in order: restic ends with it, and the run is given out anew', async () => {
  const machine = await machineAt()
  const run_id = await inTheMiddle(machine)
  expect(await restics(machine)).toBe(1)
  expect(await machine.agent().end('SIGTERM')).toBe(0)
  expect(await restics(machine)).toBe(0)
  world.front.release()
  await machine.restart()
  expect(await machine.finished(run_id)).toMatchObject({ outcome: 'succeeded' })
})

test('replaced in the middle: the old one stops, and the new one does the run', async () => {
  const machine = await machineAt()
  const run_id = await inTheMiddle(machine)
  const token = await world.token(machine.server_id)
  const next = world.start(['--server', world.url, '--state-dir', join(world.folder, 'next'), '--token', token])
  await until(
    () =>
      machine.agent().output().includes('replaced this one') || machine.agent().output().includes('ended: cancelled'),
  )
  world.front.release()
  await watchAgentLease(world.ctx(), { run_id, attempt: 1 })
  expect(await machine.finished(run_id)).toMatchObject({ outcome: 'succeeded', attempt: 2 })
  await next.end()
})

test('a copied identity is refused on the other machine, and the original goes on', async () => {
  const machine = await machineAt()
  const copy = join(world.folder, 'copy')
  await cp(machine.state, copy, { recursive: true, filter: (path) => !path.endsWith('.sock') })
  const other = join(world.folder, 'other-machine-id')
  await writeFile(other, 'another machine')
  const clone = world.start(['--state-dir', copy], { BACKSTAY_MACHINE_ID_FILE: other })
  await until(() => clone.output().includes('this machine is another one'))
  await clone.end()
  expect(await machine.finished(await machine.backUp())).toMatchObject({ outcome: 'succeeded' })
})

test('paused it takes nothing, resumed it does; revoked it says so', async () => {
  const machine = await machineAt()
  // Between two questions it would hear of it with the answer after the next, half a minute later.
  await until(() => world.front.polls() > 0)
  await pauseAgent(world.ctx(), machine)
  await until(() => machine.agent().output().includes('paused: no work'))
  const run_id = await machine.backUp()
  expect(await machine.run(run_id)).toMatchObject({ state: 'queued' })
  await resumeAgent(world.ctx(), machine)
  expect(await machine.finished(run_id)).toMatchObject({ outcome: 'succeeded' })
  await revokeAgent(world.ctx(), machine)
  await until(() => machine.agent().output().includes('was revoked'))
})

test('what cannot be read is a warning with its names', async () => {
  const machine = await machineAt()
  await writeFile(join(machine.source, 'gone.txt'), 'x')
  const hidden = join(machine.source, 'hidden.txt')
  await writeFile(hidden, 'nobody may read this')
  // Root may read everything, so restic runs behind a wrapper that gives that up.
  const wrapper = join(world.folder, 'restic-as-nobody')
  await writeFile(
    wrapper,
    `#!/bin/sh\nexec setpriv --bounding-set=-dac_override,-dac_read_search --inh-caps=-all ${await resticProgram()} "$@"\n`,
    { mode: 0o755 },
  )
  await chmod(hidden, 0o000)
  await machine.agent().end()
  await machine.restart({ BACKSTAY_RESTIC: wrapper })
  const finish = await machine.finished(await machine.backUp())
  expect(finish).toMatchObject({
    outcome: 'warning',
    error: { code: 'skipped_items' },
    skipped_count: 1,
    skipped: [{ path: hidden }],
    snapshots: [{ discard: false }],
  })
})

test('one agent for one state folder; the same command again is the same agent', async () => {
  const machine = await machineAt()
  const second = world.start(['--state-dir', machine.state])
  expect(await second.ended()).toBe(1)
  expect(second.output()).toContain('Another agent runs with the state folder')
})

test.each([
  [['--server', 'http://backups.example.com', '--token', 'x'], 'not encrypted'],
  [['--server', 'https://backups.example.com/?a=b', '--token', 'x'], 'more than a scheme'],
  [['--serve', 'x'], 'words it does not know'],
  [[], 'not enrolled yet'],
])('%j ends with a sentence that helps', async (words, sentence) => {
  const agent = world.start([...words, '--state-dir', join(world.folder, 'empty')])
  expect(await agent.ended()).toBe(1)
  expect(agent.output()).toContain(sentence)
})

test('a token that was used is refused in words', async () => {
  const token = await world.token()
  const first = world.start(['--server', world.url, '--token', token, '--state-dir', join(world.folder, 'f1')])
  await until(() => first.output().includes('Connected'))
  const second = world.start(['--server', world.url, '--token', token, '--state-dir', join(world.folder, 'f2')])
  expect(await second.ended()).toBe(1)
  expect(second.output()).toContain('was used already')
  await first.end()
  // The pasted command may stand in a start-up script.
  const again = world.start(['--server', world.url, '--token', token, '--state-dir', join(world.folder, 'f1')])
  await until(() => again.output().includes('Connected'))
  await again.end()
})
