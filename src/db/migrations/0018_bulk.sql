-- Bulk work of any kind: what is to be done stands once, with its run, and each server has a row.
create table bulk_works (
  run_id text primary key references runs on delete cascade,
  work jsonb not null
);
insert into bulk_works (run_id, work)
  select run_id, jsonb_build_object('kind', 'toggle', 'enable', bool_or(enable)) from bulk_toggle_items group by run_id;

alter table bulk_toggle_items rename to bulk_items;
alter table bulk_items rename constraint bulk_toggle_items_pkey to bulk_items_pkey;
alter table bulk_items rename constraint bulk_toggle_items_run_id_fkey to bulk_items_run_id_fkey;
alter index bulk_toggle_items_waiting rename to bulk_items_waiting;
alter table bulk_items drop column enable;
-- The run that the server's own part became; how that fares is read there.
alter table bulk_items add column child_run_id text;
-- What passes by itself (the provider's limit, another change) is tried again, after a while and not for ever.
alter table bulk_items add column tries integer not null default 0;
alter table bulk_items add column not_before timestamptz(3);
alter table bulk_items drop constraint bulk_toggle_items_state_check;
alter table bulk_items add constraint bulk_items_state_check
  check (state in ('waiting', 'done', 'accepted', 'refused', 'cancelled'));
