import type { Selectable } from 'kysely'
import type { Db } from '../../../src/db/database.ts'
import type { Database } from '../../../src/db/tables.gen.ts'
import type { ProviderName } from '../../../src/providers/provider.ts'

/** What people and the calendar ask for: the real product in a process of its own, or its verbs in this one. */
export type Door = {
  readonly db: Db
  /** Each resolves with null, or with the code of the refusal; `cut_off` where the connection broke. */
  toggle(server: Target, input: { enable: boolean; methods?: string[]; confirm?: string }): Promise<string | null>
  backUp(server: Target): Promise<string | null>
  restore(server: Target, input: Record<string, unknown>): Promise<string | null>
  /** Drills of the server's images are wanted, up to a price. */
  allowDrills(server: Target, ceiling: { amount_minor: number; currency: string }): Promise<string | null>
  drill(server: Target): Promise<string | null>
  /** One of the provider's own backups is to become a snapshot that stays. */
  keep(recovery_point_id: string): Promise<string | null>
  /** The time has come for the server's snapshot, and the calendar looks. */
  snapshotDue(server: Target): Promise<string | null>
  /** Lets time pass until nothing is under way. */
  settle(): Promise<void>
}

export type Target = { readonly id: string; readonly name: string; readonly provider_ref: string }

/** Where a flow takes place: servers of one cloud. */
export type Place = {
  readonly provider: ProviderName
  /** For what is done with images. */
  images: Target
  /** For the provider's own backups. */
  native: Target
  /** Servers with the provider's own backups off, for a cloud where these cannot be switched off again. */
  readonly fresh: Target[]
  /** Servers with the provider's own backups on, and some of these there. */
  readonly listed: Target[]
  /** How many snapshots a server can have; null: any number. */
  readonly slots: number | null
}

export type Flow = {
  readonly name: string
  readonly clouds: readonly ProviderName[]
  /** Without any faults, before it. */
  prepare(door: Door, place: Place): Promise<void>
  begin(door: Door, place: Place): Promise<string | null>
}

type Point = Selectable<Database['recovery_points']>

/** A flow to come is one more entry. */
export const imageFlows: readonly Flow[] = [
  {
    name: 'native on',
    clouds: ['digitalocean', 'contabo', 'hetzner', 'linode', 'vultr'],
    prepare: async (door, place) => {
      if (place.provider === 'contabo') place.native = place.fresh.pop() ?? place.native
      else await switchTo(door, place.native, { enable: false, confirm: place.native.name })
    },
    begin: (door, { native }) => door.toggle(native, { enable: true, methods: ['native'] }),
  },
  {
    name: 'native off',
    clouds: ['digitalocean', 'hetzner', 'linode', 'vultr'],
    prepare: (door, { native }) => switchTo(door, native, { enable: true, methods: ['native'] }),
    begin: (door, { native }) => door.toggle(native, { enable: false, confirm: native.name }),
  },
  {
    name: 'first snapshot',
    clouds: ['digitalocean', 'contabo', 'hetzner', 'vultr'],
    // With one from before, which the new one displaces.
    prepare: async (door, place) => {
      await haveSnapshots(door, place, { keep: 1, there: 1 })
      await switchTo(door, place.images, { enable: false, confirm: place.images.name })
    },
    begin: (door, { images }) => door.toggle(images, { enable: true, methods: ['snapshot'] }),
  },
  {
    name: 'scheduled snapshot and prune',
    clouds: ['digitalocean', 'contabo', 'hetzner', 'vultr'],
    prepare: (door, place) => haveSnapshots(door, place, { keep: 2, there: 2 }),
    begin: (door, { images }) => door.snapshotDue(images),
  },
  {
    name: 'snapshot by hand',
    clouds: ['digitalocean', 'contabo', 'hetzner', 'vultr'],
    prepare: (door, place) => haveSnapshots(door, place, { keep: 3, there: 1 }),
    begin: (door, { images }) => door.backUp(images),
  },
  {
    name: 'snapshot that needs room',
    clouds: ['contabo'],
    prepare: (door, place) => haveSnapshots(door, place, { keep: place.slots ?? 0, there: place.slots ?? 0 }),
    begin: (door, { images }) => door.snapshotDue(images),
  },
  {
    name: 'restore in place',
    clouds: ['digitalocean', 'contabo', 'hetzner', 'linode', 'vultr'],
    prepare: async (door, place) => {
      if (place.provider === 'linode') await haveFreeSlot(door, place)
      else await havePoint(door, place)
    },
    begin: async (door, { images }) => {
      const { id: recovery_point_id } = await newestPoint(door.db, images)
      return door.restore(images, { recovery_point_id, mode: 'in_place', confirm: images.name })
    },
  },
  {
    name: 'restore to a new server',
    clouds: ['digitalocean', 'hetzner', 'linode', 'vultr'],
    prepare: (door, place) => havePoint(door, place),
    begin: async (door, { images }) => {
      const { id: recovery_point_id } = await newestPoint(door.db, images)
      const { count } = await door.db
        .selectFrom('restores')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      const new_server = { name: `fresh-${count}` }
      return door.restore(images, { recovery_point_id, mode: 'new_server', new_server })
    },
  },
  {
    name: 'drill',
    clouds: ['digitalocean', 'hetzner', 'linode', 'vultr'],
    prepare: async (door, place) => {
      await havePoint(door, place)
      const currency = place.provider === 'hetzner' ? 'EUR' : 'USD'
      done(await door.allowDrills(place.images, { amount_minor: 100_000, currency }), 'drills')
    },
    begin: (door, { images }) => door.drill(images),
  },
  {
    name: 'keep a backup',
    clouds: ['digitalocean', 'hetzner'],
    prepare: async () => {},
    begin: async (door, place) => door.keep((await ownBackup(door.db, place)).id),
  },
]

const done = (refused: string | null, what: string): void => {
  if (refused !== null) throw new Error(`${what} was refused before anything was to go wrong: ${refused}`)
}

const protectionOf = (db: Db, { id }: Target, method: 'native' | 'snapshot') =>
  db.selectFrom('protections').selectAll().where('server_id', '=', id).where('method', '=', method).executeTakeFirst()

const switchTo = async (door: Door, server: Target, input: Parameters<Door['toggle']>[1]): Promise<void> => {
  const { backups_enabled } = await door.db
    .selectFrom('servers')
    .select('backups_enabled')
    .where('id', '=', server.id)
    .executeTakeFirstOrThrow()
  if (backups_enabled === input.enable) return
  done(await door.toggle(server, input), `${input.enable ? 'on' : 'off'} of ${server.name}`)
  await door.settle()
}

/** Snapshots of ours that count for retention. */
const ownSnapshots = (db: Db, { id }: Target): Promise<Point[]> =>
  db
    .selectFrom('recovery_points')
    .selectAll()
    .where('server_id', '=', id)
    .where('state', '=', 'available')
    .where('protection_id', 'is not', null)
    .execute()

const haveSnapshots = async (door: Door, { images }: Place, wanted: { keep: number; there: number }) => {
  if ((await protectionOf(door.db, images, 'snapshot'))?.desired_state !== 'on')
    await switchTo(door, images, { enable: true, methods: ['snapshot'] })
  await door.db
    .updateTable('protections')
    .set({ retention: JSON.stringify({ last: wanted.keep }) })
    .where('server_id', '=', images.id)
    .execute()
  for (let tries = 0; (await ownSnapshots(door.db, images)).length < wanted.there; tries += 1) {
    if (tries > 8) throw new Error(`${images.name} never had ${wanted.there} snapshots`)
    done(await door.backUp(images), `a snapshot of ${images.name}`)
    await door.settle()
  }
}

const havePoint = async (door: Door, place: Place): Promise<void> => {
  if (place.provider !== 'linode') await haveSnapshots(door, place, { keep: 2, there: 1 })
}

/** Goes to another server once a snapshot of what was there before a restore is in the only slot: nothing of ours takes it out again. */
const haveFreeSlot = async ({ db }: Door, place: Place): Promise<void> => {
  const row = await db
    .selectFrom('servers as s')
    .select('s.id')
    .where(
      's.id',
      'in',
      [place.images, ...place.listed].map(({ id }) => id),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('recovery_points as p')
            .select('p.id')
            .whereRef('p.server_id', '=', 's.id')
            .where('p.method', '=', 'snapshot')
            .where('p.state', '=', 'available'),
        ),
      ),
    )
    .orderBy('s.id')
    .executeTakeFirst()
  const next = place.listed.findIndex(({ id }) => id === row?.id)
  const [found] = next < 0 ? [] : place.listed.splice(next, 1, place.images)
  if (found !== undefined) place.images = found
}

const newestPoint = (db: Db, { id }: Target): Promise<Point> =>
  db
    .selectFrom('recovery_points')
    .selectAll()
    .where('server_id', '=', id)
    .where('state', '=', 'available')
    .orderBy('taken_at', 'desc')
    .executeTakeFirstOrThrow()

/** One that is not about to go. */
const ownBackup = (db: Db, { listed }: Place): Promise<Point> =>
  db
    .selectFrom('recovery_points')
    .selectAll()
    .where(
      'server_id',
      'in',
      listed.map(({ id }) => id),
    )
    .where('method', '=', 'native')
    .where('state', '=', 'available')
    .where('missing_since', 'is', null)
    .orderBy('taken_at', 'desc')
    .executeTakeFirstOrThrow()
