import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { describeProvider } from '../../src/providers/registry.ts'
import type { NewFault } from '../../src/sandbox/kit/fault.ts'
import { changes, nativePoint, sameRegion } from './changes.ts'
import { readyFor } from './ready-for.ts'
import type { ChangeName, ConformanceSubject } from './subject.ts'
import { openWorld, type World } from './world.ts'

type FaultCase = {
  readonly fault: Omit<NewFault, 'operation'>
  readonly expected: Readonly<Record<string, unknown>>
  /** What the cloud did all the same. */
  readonly effects: 0 | 1
}

const unknownEnd = { name: 'ProviderError', kind: 'retry', effect: 'unknown' }

const faults: readonly FaultCase[] = [
  { fault: { kind: 'timeout_after_effect' }, expected: unknownEnd, effects: 1 },
  { fault: { kind: 'timeout_before_effect' }, expected: unknownEnd, effects: 0 },
  { fault: { kind: 'server_error' }, expected: unknownEnd, effects: 0 },
  { fault: { kind: 'server_error', after_effect: true }, expected: unknownEnd, effects: 1 },
  { fault: { kind: 'html' }, expected: unknownEnd, effects: 0 },
  { fault: { kind: 'html', after_effect: true }, expected: unknownEnd, effects: 1 },
  {
    fault: { kind: 'rate_limited', retry_after_seconds: 3 },
    expected: { kind: 'rate_limited', effect: 'none', retry_after_ms: 3_000, status: 429 },
    effects: 0,
  },
  {
    fault: { kind: 'rate_limited' },
    expected: { kind: 'rate_limited', effect: 'none', retry_after_ms: null, status: 429 },
    effects: 0,
  },
]

// The tables have the same keys.
const names = Object.keys(changes) as ChangeName[]

const capabilitiesOf = (subject: ConformanceSubject) => describeProvider(subject.provider).capabilities

const supportedBy = (subject: ConformanceSubject) => names.filter((name) => changes[name].can(capabilitiesOf(subject)))

/** Every change: done once, and put on the wire exactly once, whatever comes back. */
export const describeChanges = (subject: ConformanceSubject): void => {
  const supported = supportedBy(subject)

  describe('changes', () => {
    let world: World

    beforeEach(async () => {
      world = await openWorld(subject)
    })
    afterEach(() => world.close())

    test.each(supported)('%s works, once', async (name) => {
      const { run, effects, sent } = await readyFor(world, subject, name)
      const started = await run()
      if (started) expect(await world.settle(started)).toEqual({ state: 'succeeded' })
      expect(effects()).toBe(1)
      expect(sent()).toBe(1)
    })

    describe.each(supported)('%s', (name) => {
      test.each(faults)(
        'meets $fault.kind (after effect: $fault.after_effect)',
        async ({ fault, expected, ...then }) => {
          const { run, operation, effects, sent } = await readyFor(world, subject, name)
          world.sandbox.control.addFault({ ...fault, operation })
          await expect(run()).rejects.toMatchObject(expected)
          world.sandbox.control.advance(world.sandbox.control.settings().action_ms)
          expect(effects()).toBe(then.effects)
          expect(sent()).toBe(1)
        },
      )

      test('credentials that stop working mid-way change nothing', async () => {
        const { run, operation, effects } = await readyFor(world, subject, name)
        world.sandbox.control.addFault({ kind: 'unauthorized', operation, times: 100 })
        await expect(run()).rejects.toMatchObject({ kind: 'unauthorized', effect: 'none' })
        expect(effects()).toBe(0)
      })
    })
  })
}

/** What a server that is busy, or an action that does not end well, comes to. */
export const describeActions = (subject: ConformanceSubject): void => {
  const supported = supportedBy(subject)

  describe('actions', () => {
    let world: World

    beforeEach(async () => {
      world = await openWorld(subject)
    })
    afterEach(() => world.close())

    test.each(subject.lockable)('%s on a busy server is refused as locked', async (name) => {
      const { run, operation, effects, sent } = await readyFor(world, subject, name)
      world.sandbox.control.addFault({ kind: 'locked', operation })
      await expect(run()).rejects.toMatchObject({ kind: 'locked', effect: 'none' })
      expect(effects()).toBe(0)
      expect(sent()).toBe(1)
    })

    test.each(supported)('%s whose asynchronous part fails or hangs', async (name) => {
      for (const kind of ['action_errors', 'action_hangs'] as const) {
        const { run, operation } = await readyFor(world, subject, name)
        world.sandbox.control.addFault({ kind, operation })
        const started = await run()
        world.sandbox.control.clearFaults()
        if (!started || started.action === null) continue
        const state = await world.settle(started)
        if (kind === 'action_hangs' || subject.fails_silently?.includes(name)) expect(state.state).toBe('running')
        else expect(state).toMatchObject({ state: 'failed', reason: expect.stringMatching(/^[A-Z].+\.$/) })
        await world.close()
        world = await openWorld(subject)
      }
    })
  })
}

/** What the capabilities rule out. */
export const describeRuledOut = (subject: ConformanceSubject): void => {
  const supported = supportedBy(subject)
  // A point alone does not tell of which kind it is: where only snapshots make new servers, the cloud has to be asked.
  const wantsALook = supported.includes('restoreSnapshotToNew') && !supported.includes('restoreNativeToNew')
  const ruledOut = names.filter((name) => !supported.includes(name) && !(wantsALook && name === 'restoreNativeToNew'))
  if (ruledOut.length === 0 && !wantsALook) return

  describe('ruled out', () => {
    let world: World

    beforeEach(async () => {
      world = await openWorld(subject)
    })
    afterEach(() => world.close())

    test.runIf(wantsALook)('a native point makes no new server where only snapshots do', async () => {
      const { ref, point } = await nativePoint(world, subject)
      const input = await sameRegion(world, subject, ref)
      const before = world.sandbox.control.effects().length
      await expect(world.provider.restoreToNew(point.ref, input)).rejects.toMatchObject({
        kind: 'unsupported',
        effect: 'none',
      })
      expect(world.sandbox.control.effects()).toHaveLength(before)
    })

    test.each(ruledOut)('%s is ruled out and makes no call', async (name) => {
      const { provider, sandbox } = world
      const [server] = sandbox.control.servers()
      const ref = server?.ref ?? ''
      const { name: new_name, region, size } = subject.new_server
      const target = { name: new_name, region, size }
      const calls: Readonly<Record<ChangeName, () => Promise<unknown>>> = {
        createServer: () => provider.createServer(subject.new_server),
        enableNative: () => provider.enableNative(ref, null),
        changeNativeSchedule: () => provider.changeNativeSchedule(ref, { every: 'day', hour: 4 }),
        disableNative: () => provider.disableNative(ref),
        createSnapshot: () => provider.createSnapshot(ref, 'x'),
        deleteSnapshot: () => provider.deleteSnapshot(ref, '1'),
        convertToSnapshot: () => provider.convertToSnapshot('1'),
        restoreNativeInPlace: () => provider.restoreInPlace(ref, { ref: '1', kind: 'native' }),
        restoreSnapshotInPlace: () => provider.restoreInPlace(ref, { ref: '1', kind: 'snapshot' }),
        restoreNativeToNew: () => provider.restoreToNew('1', target),
        restoreSnapshotToNew: () => provider.restoreToNew('1', target),
        deleteThrowaway: () => provider.deleteThrowaway(ref, 'backstay-drill-1'),
      }
      await expect(calls[name]()).rejects.toMatchObject({ name: 'ProviderError', kind: 'unsupported', effect: 'none' })
      expect(sandbox.control.calls()).toEqual({})
      expect(sandbox.control.effects()).toEqual([])
    })
  })
}

/** What is true after a change. */
export const describeOutcomes = (subject: ConformanceSubject): void => {
  const capabilities = capabilitiesOf(subject)

  describe('what changes leave behind', () => {
    let world: World

    beforeEach(async () => {
      world = await openWorld(subject)
    })
    afterEach(() => world.close())

    test.runIf(capabilities.can_create_servers)('a new server has backups off', async () => {
      const started = await world.provider.createServer(subject.new_server)
      await world.settle(started)
      const server = await world.provider.getServer(started.ref)
      expect(server).toMatchObject({ name: subject.new_server.name, native: { state: 'off' } })
    })

    test.runIf(capabilities.native !== null)('backups that were switched on are on', async () => {
      const run = await changes.enableNative.prepare(world, subject)
      const started = await run()
      if (started) await world.settle(started)
      expect(world.sandbox.control.servers().filter(({ native }) => native === 'on')).not.toEqual([])
      const { servers } = await world.provider.listServers()
      for (const { ref, native } of world.sandbox.control.servers())
        if (native === 'on') expect(servers.find((one) => one.ref === ref)?.native.state).not.toBe('off')
    })

    test.runIf(changes.deleteSnapshot.can(capabilities))(
      'a deleted snapshot is gone, and a second try says so',
      async () => {
        const run = await changes.deleteSnapshot.prepare(world, subject)
        await run()
        await expect(run()).rejects.toMatchObject({ kind: 'not_found', effect: 'none' })
        const points = world.sandbox.control.servers().flatMap(({ recovery_points }) => recovery_points)
        expect(points.filter(({ kind }) => kind === 'snapshot')).toEqual([])
      },
    )
  })
}
