import { lazy, Suspense } from 'react'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import { RowMenu } from '../ui/RowMenu.tsx'
import type { ServerActs } from './server-acts.ts'

// Of many rows few are opened.
const ServerMenuActs = lazy(async () => ({ default: (await import('./ServerMenuActs.tsx')).ServerMenuActs }))

type Props = { server: Server; providers: readonly ProviderSummary[]; acts: ServerActs }

/** What an operator can do with one server of a list. */
export function ServerMenu({ server, providers, acts }: Props) {
  return (
    <RowMenu label={`What can be done with ${server.name}`}>
      <Suspense fallback={null}>
        <ServerMenuActs server={server} providers={providers} acts={acts} />
      </Suspense>
    </RowMenu>
  )
}
