-- How many backups a server has of each kind and state: counted by this index alone, which is a fiftieth of the table.
create index recovery_points_by_kind on recovery_points (server_id, method, state, outcome);

-- In whose clock e-mails tell times; null until a browser of theirs has said it, or they have.
alter table users add column time_zone text;

-- A line of words under a plan's price.
alter table plans add column description text not null default '' check (length(description) <= 140);
