-- A server that is being made: what its run needs to go on, whatever becomes of the job that takes its steps.
create table server_orders (
  run_id text primary key references runs on delete cascade,
  server_id text not null,
  -- The provider's own name of the image; with `of_point`, the recovery point there, whose restore goes on when the server is there.
  image text not null,
  of_point boolean not null,
  -- How long the like took before.
  past jsonb,
  state text not null check (state in ('open', 'ended')),
  -- Given up then.
  until timestamptz(3) not null,
  -- When its next step is due; long after that nobody takes it any more.
  due_at timestamptz(3) not null,
  created_at timestamptz(3) not null
);
create index server_orders_open on server_orders (due_at) where state = 'open';

-- Those under way know it from their jobs alone. A new database has no queue yet.
do $$
begin
  if to_regclass('pgboss.job') is not null then
    insert into server_orders (run_id, server_id, image, of_point, past, state, until, due_at, created_at)
      select distinct on (r.id) r.id, j.data->>'server_id', j.data->>'image', coalesce((j.data->>'of_point')::boolean, false),
        nullif(j.data->'past', 'null'::jsonb), 'open', (j.data->>'until')::timestamptz, now(), r.created_at
      from pgboss.job j join runs r on r.id = j.data->>'run_id'
      where j.name = 'servers.deploy' and j.data ? 'image' and r.state <> 'finished'
      order by r.id, j.created_on desc;
  end if;
end $$;
