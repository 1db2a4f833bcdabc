-- What a listing tells of a server's images. Where it changes, or its time has come, the list of its images is read again.
alter table servers
  add column point_refs text[],
  add column newest_native_at timestamptz(3),
  add column history_read_at timestamptz(3),
  add column history_due_at timestamptz(3);
update servers set history_due_at = created_at where provider_account_id is not null;
create index servers_by_history_due on servers (provider_account_id, history_due_at) where history_due_at is not null;

alter table recovery_points
  -- When the provider deletes it, whatever our retention says; expires_at is the sooner of the two.
  add column provider_expires_at timestamptz(3),
  -- Since when a whole list of the provider came without it. The second such list in a row says that it is gone.
  add column missing_since timestamptz(3);
