import { PageHead } from '../../ui/PageHead.tsx'

export function CustomersPage() {
  return <PageHead title="Customers" />
}
