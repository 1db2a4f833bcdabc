-- Changing when a provider takes its own backups, while they are on, is work of its own kind.
alter table runs drop constraint runs_kind_check;
alter table runs add constraint runs_kind_check check (kind in ('enable', 'disable', 'schedule', 'sync', 'backup', 'restore', 'drill', 'forget', 'prune', 'check', 'scrub', 'copy', 'deploy', 'bulk'));
