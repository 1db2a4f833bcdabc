-- Each backup that is started moves its protection's next time, which writes the row into all indexes anew. In full pages every such
-- entry has Postgres search for old ones to drop; with room for a day's, starting a backup costs a tenth less.
alter index protections_pkey set (fillfactor = 50);
alter index protections_server_id_method_key set (fillfactor = 50);
alter index protections_places set (fillfactor = 50);
reindex index protections_pkey;
reindex index protections_server_id_method_key;
reindex index protections_places;
