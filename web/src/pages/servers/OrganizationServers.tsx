import type { Membership } from '../../api/types.ts'
import { PageHead } from '../../ui/PageHead.tsx'

/** Servers as cards or as a table, each with its state and the way to switch backups on or off. */
export function OrganizationServers({ membership }: { membership: Membership }) {
  return <PageHead title="Servers" facts={membership.organization_name} />
}
