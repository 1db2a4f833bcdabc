import { lazy, Suspense } from 'react'
import type { ProviderSummary } from '../../api/provider-types.ts'
import type { Server } from '../../api/server-types.ts'
import { ServerMenu } from '../../components/ServerMenu.tsx'
import { useServerDialogs } from '../../components/use-server-dialogs.tsx'
import { hasFiles } from '../../lib/has-files.ts'
import { roleOf, useViewer } from '../../shell/viewer.ts'
import { RowMenu } from '../../ui/RowMenu.tsx'

const KitMenuAct = lazy(async () => ({ default: (await import('../../forms/KitMenuAct.tsx')).KitMenuAct }))

type Props = { server: Server; providers: readonly ProviderSummary[] }

/** What can be done with a server on its own page: for operators the menu that it has in lists, for owners the recovery kit. */
export function ServerActions({ server, providers }: Props) {
  const viewer = useViewer()
  const { acts, dialogs } = useServerDialogs()
  if (!viewer.me.operator && (roleOf(viewer) !== 'owner' || !hasFiles(server))) return null
  return (
    <>
      {viewer.me.operator ? (
        <ServerMenu server={server} providers={providers} acts={{ ...acts, onBackUp: null }} />
      ) : (
        <RowMenu label={`What can be done with ${server.name}`}>
          <Suspense fallback={null}>
            <KitMenuAct onClick={() => acts.onKit(server)} />
          </Suspense>
        </RowMenu>
      )}
      {dialogs}
    </>
  )
}
