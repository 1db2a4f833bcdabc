import { PageHead } from '../../ui/PageHead.tsx'

export function CustomerPage({ organizationId }: { organizationId: string }) {
  return <PageHead title={organizationId} />
}
