import { sql } from 'kysely'
import type { Db } from '../../../src/db/database.ts'

export type PlaceTaken = { server_id: string; held: number; places: number }

/** From now on the database itself notes, whenever a server takes a place, how many hold one then and how many there are. */
export const watchPlaces = async (db: Db): Promise<void> => {
  await sql`create table test_places (server_id text not null, held integer not null, places integer not null)`.execute(
    db,
  )
  await sql`
    create function note_place() returns trigger language plpgsql as $$
    begin
      -- Keeping a place is not taking one.
      if tg_op = 'UPDATE' and old.plan_id is not distinct from new.plan_id then return null; end if;
      insert into test_places
      select new.server_id,
        (select count(distinct p.server_id) from protections p join servers s on s.id = p.server_id
          where p.plan_id = new.plan_id and s.organization_id = mine.organization_id),
        (select coalesce(sum(quantity), 0) from subscriptions sub where sub.plan_id = new.plan_id
          and sub.organization_id = mine.organization_id and sub.status in ('active', 'trialing', 'past_due'))
      from servers mine where mine.id = new.server_id;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger note_place after insert or update of plan_id on protections for each row
    when (new.plan_id is not null) execute function note_place()`.execute(db)
}

export const placesTaken = async (db: Db): Promise<PlaceTaken[]> =>
  (await sql<PlaceTaken>`select * from test_places`.execute(db)).rows
