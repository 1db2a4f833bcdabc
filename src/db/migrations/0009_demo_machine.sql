-- The demo has a machine of its own: the one it runs on.
alter table demo_parts drop constraint demo_parts_kind_check;
alter table demo_parts add constraint demo_parts_kind_check
  check (kind in ('provider_account', 'organization', 'subscription', 'server'));
