import { PageHead } from '../../ui/PageHead.tsx'

export function TeamPage() {
  return <PageHead title="Team" />
}
