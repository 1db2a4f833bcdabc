-- How much room a storage location has left, as its gateway last measured it: null for a bucket, and where nobody could tell.
alter table storage_locations add column free_bytes bigint check (free_bytes >= 0);
alter table storage_locations add column free_at timestamptz(3);

-- What lay in it on each day, trash included: one row, however many repositories there are. From it follows how long the room lasts.
create table storage_location_days (
  storage_location_id text not null references storage_locations (id) on delete cascade,
  day date not null,
  bytes bigint not null,
  primary key (storage_location_id, day)
);
insert into storage_location_days
select r.storage_location_id, u.day, sum(u.bytes + u.trash_bytes)
from repository_usage u join repositories r on r.id = u.repository_id group by 1, 2;
