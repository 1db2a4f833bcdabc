import { PageHead } from '../../ui/PageHead.tsx'

export function ApiKeysPage() {
  return <PageHead title="API keys" />
}
