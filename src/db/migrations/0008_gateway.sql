-- The row says where an object belongs, and the store has yet to follow. Until it has, nothing else happens to the object.
alter table repository_objects add column misplaced boolean not null default false;
create index repository_objects_misplaced on repository_objects (repository_id) where misplaced;
create index gateway_credentials_revoked on gateway_credentials (revoked_at) where revoked_at is not null;
