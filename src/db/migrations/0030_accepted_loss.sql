-- The newer snapshots that whoever asked for the restore was shown and accepted to lose: no other may go with it.
alter table restores add column accept_loss jsonb;
