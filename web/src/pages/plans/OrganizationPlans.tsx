import type { Membership } from '../../api/types.ts'
import { PageHead } from '../../ui/PageHead.tsx'

/** Own subscriptions with the places in use, and the plans there are. */
export function OrganizationPlans({ membership }: { membership: Membership }) {
  return <PageHead title="Plans" facts={membership.organization_name} />
}
