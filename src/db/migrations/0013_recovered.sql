-- A recovery point that somebody brought back from the trash: no retention lets it go before then.
alter table recovery_points add column kept_until timestamptz(3);
