-- The way back from a restore says of itself that it is one: its run, and with it the order for it, may be forgotten before its time is over.
update recovery_points p set facts = p.facts || '{"safety": true}'
from snapshot_orders o where o.run_id = p.run_id and o.purpose = 'safety' and p.method = 'snapshot';

create index recovery_points_safety_over on recovery_points (expires_at, server_id)
  where method = 'snapshot' and state = 'available' and protection_id is null and run_id is not null;
create index restores_by_recovery_point on restores (recovery_point_id);
