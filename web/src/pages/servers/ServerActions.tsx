import type { ProviderSummary } from '../../api/provider-types.ts'
import type { Server } from '../../api/server-types.ts'
import { ServerMenu } from '../../components/ServerMenu.tsx'
import { useServerDialogs } from '../../components/use-server-dialogs.tsx'

type Props = { server: Server; providers: readonly ProviderSummary[] }

/** What an operator can do with a server on its own page: the menu that it has in lists. */
export function ServerActions({ server, providers }: Props) {
  const { acts, dialogs } = useServerDialogs()
  return (
    <>
      <ServerMenu server={server} providers={providers} acts={acts} />
      {dialogs}
    </>
  )
}
