import { chmodSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Dump, RestoreOrders } from '../../src/agent-protocol/messages.ts'
import { type AgentWorld, createAgentWorld, newMachine, type TestMachine } from '../helpers/agent-world.ts'
import {
  type DatabaseServer,
  mariadbPrograms,
  postgresPrograms,
  startMariadb,
  startPostgres,
} from '../helpers/database-servers.ts'

// Real servers, dumped by the agent's presets through real restic, restored, read back in and compared.

let world: AgentWorld
let folder: string
beforeAll(async () => {
  world = await createAgentWorld()
  folder = await mkdtemp(join(tmpdir(), 'bs-db-'))
  // The servers run as users of their own, who have to reach what is theirs in it.
  chmodSync(folder, 0o755)
})
afterAll(async () => {
  await world?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Backs the database up, and brings its dump back into a folder. */
const dumped = async (machine: TestMachine, dump: Dump, file: string): Promise<string> => {
  const finish = await machine.finished(await machine.backUp({ paths: [], dumps: [dump] }))
  expect(finish).toMatchObject({ outcome: 'succeeded', error: null, snapshots: [{ files: 1, discard: false }] })
  const target = join(folder, `restored-${file}`)
  const [snapshot] = finish.snapshots
  const orders = RestoreOrders.parse({
    ...{ kind: 'restore', snapshot: snapshot?.snapshot, include: [], target, overwrite: 'always', dry_run: false },
  })
  expect(await machine.finished(await machine.begin(orders))).toMatchObject({
    ...{ outcome: 'succeeded', restored: { files: 1, bytes: snapshot?.bytes } },
  })
  return join(target, file)
}

/** A dump of what is not there fails by its name and leaves nothing; folders beside it are saved. */
const expectRefused = async (machine: TestMachine, dump: Dump) => {
  const finish = await machine.finished(await machine.backUp({ dumps: [dump] }))
  expect(finish).toMatchObject({ outcome: 'failed', error: { code: 'dump_failed' }, snapshots: [{ source: 'files' }] })
}

const withServer = async (server: DatabaseServer, use: (machine: TestMachine) => Promise<void>, name: string) => {
  try {
    await use(await newMachine(world, name, { env: server.env }))
  } finally {
    await server.stop()
  }
}

test('PostgreSQL: every row, type, index, view and function comes back', async ({ skip }) => {
  const programs = postgresPrograms()
  if (programs === null) return skip('There is no PostgreSQL server on this system.')
  const server = await startPostgres(programs, join(folder, 'postgres'))
  const use = async (machine: TestMachine) => {
    server.sql('create database shop')
    server.sql('create database "shop-again"')
    server.sql(
      `create table orders (id bigserial primary key, who text not null, sum numeric(12, 2), doc bytea, at timestamptz, more jsonb);
      insert into orders (who, sum, doc, at, more)
        select 'Käufer ' || n || E'\\n''"\\\\', n / 7.0, decode(md5(n::text), 'hex'), timestamptz '2026-01-01' + n * interval '1 hour',
          jsonb_build_object('n', n, 'text', repeat('x', n % 50)) from generate_series(1, 20000) n;
      create index orders_who on orders (who);
      create view large as select * from orders where sum > 100;
      create function twice(n int) returns int language sql as 'select 2 * n';`,
      'shop',
    )
    const file = await dumped(machine, { kind: 'postgresql', database: 'shop' }, 'shop.pgdump')
    server.load(file, 'shop-again')
    const questions = `select count(*), md5(string_agg(o::text, '|' order by id)) from orders o;
      select count(*) from large; select twice(21); select indexdef from pg_indexes where tablename = 'orders' order by 1;
      select last_value from orders_id_seq;`
    const before = server.sql(questions, 'shop')
    expect(before).toContain('20000|')
    expect(server.sql(questions, 'shop-again')).toBe(before)
    await expectRefused(machine, { kind: 'postgresql', database: 'not-there' })
  }
  await withServer(server, use, 'pg')
})

test('MariaDB: every row, routine, trigger and event comes back', async ({ skip }) => {
  const programs = mariadbPrograms()
  if (programs === null) return skip('There is no MariaDB server on this system.')
  const server = await startMariadb(programs, join(folder, 'mariadb'))
  const use = async (machine: TestMachine) => {
    server.sql(
      `create database shop character set utf8mb4; use shop;
      create table orders (id bigint auto_increment primary key, who varchar(100), sum decimal(12, 2), doc varbinary(64), at datetime) engine=innodb;
      insert into orders (who, sum, doc, at) select concat('Käufer 😀 ', seq, '\\n''"'), seq / 7, unhex(md5(seq)),
        '2026-01-01' + interval seq hour from seq_1_to_20000;
      create view large as select * from orders where sum > 100;
      create function twice(n int) returns int deterministic return 2 * n;
      create trigger guarded before insert on orders for each row set new.who = upper(new.who);
      create event tidy on schedule every 1 day do delete from orders where id < 0;`,
    )
    const questions = `select count(*), md5(group_concat(crc32(concat_ws('|', id, who, sum, hex(doc), at)) order by id)) from orders;
      select count(*) from large; select twice(21);
      select trigger_name from information_schema.triggers where trigger_schema = 'shop';
      select event_name from information_schema.events where event_schema = 'shop';`
    const asked = `set session group_concat_max_len = 100000000; ${questions}`
    const before = server.sql(asked, 'shop')
    expect(before).toContain('20000\t')
    const file = await dumped(machine, { kind: 'mysql', database: 'shop' }, 'shop.sql')
    server.sql('drop database shop')
    server.load(file, 'shop')
    expect(server.sql(asked, 'shop')).toBe(before)
    await expectRefused(machine, { kind: 'mysql', database: 'not_there' })
  }
  await withServer(server, use, 'maria')
})
