import { PageHead } from '../../ui/PageHead.tsx'

export function ActivityPage() {
  return <PageHead title="Activity" />
}
