import type { Capabilities, ProviderServer, Started } from '../../src/providers/provider.ts'
import { throwawayPrefix } from '../../src/providers/require-throwaway.ts'
import type { EffectKind } from '../../src/sandbox/kit/effect.ts'
import type { ChangeName, ConformanceSubject } from './subject.ts'
import { dayMs, type World } from './world.ts'

/** One change of the interface: how to get ready for it, how to ask for it, and what it leaves in the cloud's ledger. */
export type Change = {
  readonly effect: EffectKind
  readonly can: (capabilities: Capabilities) => boolean
  /** Puts the cloud into a state in which the change makes sense, and returns the call. */
  readonly prepare: (world: World, subject: ConformanceSubject) => Promise<() => Promise<Started | undefined>>
}

export const refOfServer = async (world: World, native: 'on' | 'off'): Promise<string> => {
  const found = world.sandbox.control.servers().find((server) => server.native === native)
  if (found === undefined) throw new Error(`the sandbox cloud has no server with backups ${native}`)
  return found.ref
}

const serverWithBackups = async (world: World, subject: ConformanceSubject): Promise<string> => {
  const ref = await refOfServer(world, 'off')
  await world.settle(await world.provider.enableNative(ref, subject.schedules?.[0] ?? null))
  return ref
}

export const nativePoint = async (world: World, subject: ConformanceSubject) => {
  const ref = await serverWithBackups(world, subject)
  world.sandbox.control.advance(3 * dayMs)
  const point = (await world.provider.listRecoveryPoints(ref)).find(({ kind }) => kind === 'native')
  if (point === undefined) throw new Error('no native recovery point appeared within three days')
  return { ref, point }
}

/** A server of which a snapshot can be taken. */
const serverForSnapshot = (world: World, subject: ConformanceSubject): Promise<string> =>
  world.provider.capabilities.snapshot?.needs_native ? serverWithBackups(world, subject) : refOfServer(world, 'off')

export const snapshotPoint = async (world: World, subject: ConformanceSubject) => {
  const ref = await serverForSnapshot(world, subject)
  await world.settle(await world.provider.createSnapshot(ref, 'conformance'))
  const point = (await world.provider.listRecoveryPoints(ref)).find(({ kind }) => kind === 'snapshot')
  if (point === undefined) throw new Error('the snapshot is not listed')
  return { ref, point }
}

export function makesNewServers({ native, snapshot }: Capabilities): boolean {
  return native?.can_restore_to_new === true || snapshot?.can_restore_to_new === true
}

const newMachine = ({ new_server: { name, region, size } }: ConformanceSubject) => ({ name: `${name}-2`, region, size })

export const changes: Readonly<Record<ChangeName, Change>> = {
  createServer: {
    effect: 'server_created',
    can: ({ can_create_servers }) => can_create_servers,
    prepare:
      async ({ provider }, { new_server }) =>
      () =>
        provider.createServer(new_server),
  },
  enableNative: {
    effect: 'backups_enabled',
    can: ({ native }) => native !== null,
    prepare: async (world, { schedules }) => {
      const ref = await refOfServer(world, 'off')
      return () => world.provider.enableNative(ref, schedules?.[0] ?? null)
    },
  },
  changeNativeSchedule: {
    effect: 'backup_schedule_changed',
    can: ({ native }) => native !== null && native.schedules.length > 0,
    prepare: async (world, subject) => {
      const ref = await serverWithBackups(world, subject)
      return () => world.provider.changeNativeSchedule(ref, subject.schedules?.[1] ?? { every: 'day' })
    },
  },
  disableNative: {
    effect: 'backups_disabled',
    can: ({ native }) => native?.can_disable === true,
    prepare: async (world, subject) => {
      const ref = await serverWithBackups(world, subject)
      return () => world.provider.disableNative(ref)
    },
  },
  createSnapshot: {
    effect: 'snapshot_created',
    can: ({ snapshot }) => snapshot !== null,
    prepare: async (world, subject) => {
      const ref = await serverForSnapshot(world, subject)
      return () => world.provider.createSnapshot(ref, 'nightly 1')
    },
  },
  deleteSnapshot: {
    effect: 'snapshot_deleted',
    can: ({ snapshot }) => snapshot !== null && snapshot.can_delete !== false,
    prepare: async (world, subject) => {
      const { ref, point } = await snapshotPoint(world, subject)
      return () => world.provider.deleteSnapshot(ref, point.ref).then(() => undefined)
    },
  },
  convertToSnapshot: {
    effect: 'backup_converted',
    can: ({ native, snapshot }) => native?.can_list === true && native.can_convert !== false && snapshot !== null,
    prepare: async (world, subject) => {
      const { point } = await nativePoint(world, subject)
      return () => world.provider.convertToSnapshot(point.ref)
    },
  },
  restoreNativeInPlace: {
    effect: 'restored_in_place',
    can: ({ native }) => native?.can_restore_in_place === true,
    prepare: async (world, subject) => {
      const { ref, point } = await nativePoint(world, subject)
      return () => world.provider.restoreInPlace(ref, point)
    },
  },
  restoreSnapshotInPlace: {
    effect: 'restored_in_place',
    can: ({ snapshot }) => snapshot?.can_restore_in_place === true,
    prepare: async (world, subject) => {
      const { ref, point } = await snapshotPoint(world, subject)
      return () => world.provider.restoreInPlace(ref, point)
    },
  },
  restoreNativeToNew: {
    effect: 'restored_to_new',
    can: ({ native }) => native?.can_restore_to_new === true,
    prepare: async (world, subject) => {
      const { ref, point } = await nativePoint(world, subject)
      const input = await sameRegion(world, subject, ref)
      return () => world.provider.restoreToNew(point.ref, input)
    },
  },
  restoreSnapshotToNew: {
    effect: 'restored_to_new',
    can: ({ snapshot }) => snapshot?.can_restore_to_new === true,
    prepare: async (world, subject) => {
      const { ref, point } = await snapshotPoint(world, subject)
      const input = await sameRegion(world, subject, ref)
      return () => world.provider.restoreToNew(point.ref, input)
    },
  },
  deleteThrowaway: {
    effect: 'server_deleted',
    can: makesNewServers,
    prepare: async (world, { new_server }) => {
      const name = `${throwawayPrefix}1`
      const started = await world.provider.createServer({ ...new_server, name })
      await world.settle(started)
      return () => world.provider.deleteThrowaway(started.ref, name).then(() => undefined)
    },
  },
}

/** Recovery points lie where their server is, and want as large a disk. */
export const sameRegion = async (world: World, subject: ConformanceSubject, ref: string) => {
  const server: ProviderServer = await world.provider.getServer(ref)
  const wanted = newMachine(subject)
  return { ...wanted, region: server.region ?? wanted.region, size: server.size ?? wanted.size }
}

/** What was recorded by the cloud since the given length of its ledger. */
export const effectsSince = (world: World, length: number, kind: EffectKind) =>
  world.sandbox.control
    .effects()
    .slice(length)
    .filter((effect) => effect.kind === kind)
