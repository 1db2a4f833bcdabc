import { useProviders } from '../../api/providers.ts'
import type { Server } from '../../api/server-types.ts'
import {
  AddMachineDialog,
  FilesProtectionDialog,
  ImageChecksDialog,
  KeepImageDialog,
  NativeScheduleDialog,
  SnapshotProtectionDialog,
} from '../../forms/lazy-server-dialogs.ts'
import { canReschedule } from '../../lib/can-reschedule.ts'
import { isMachine, providerOf } from '../../lib/provider-facts.ts'
import { paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { useViewer } from '../../shell/viewer.ts'
import type { useServerParts } from './use-server-parts.ts'

type Props = {
  server: Server
  parts: ReturnType<typeof useServerParts>
  /** Which dialog the address names. */
  asked: string | null
  onClose: () => void
}

/** The dialogs of a server's page that its address can open. */
export function ServerDialogs({ server, parts, asked, onClose }: Props) {
  const go = useGo()
  const point = useAddressQuery().get('point')
  const viewer = useViewer()
  const provider = providerOf(server, { providers: useProviders().data ?? [] })
  return (
    <>
      <FilesProtectionDialog
        open={asked === 'files' && parts.files !== undefined}
        server={server}
        files={parts.files}
        agent={parts.agent ?? null}
        onClose={onClose}
      />
      <SnapshotProtectionDialog
        open={asked === 'snapshot' && parts.snapshot !== undefined}
        server={server}
        snapshot={parts.snapshot}
        onClose={onClose}
      />
      <NativeScheduleDialog
        open={asked === 'schedule' && canReschedule(server, provider)}
        server={server}
        provider={provider}
        onClose={onClose}
      />
      <ImageChecksDialog
        open={asked === 'checks' && !isMachine(server)}
        server={server}
        operator={viewer.me.operator}
        onClose={onClose}
      />
      <KeepImageDialog
        point_id={asked === 'keep' ? point : null}
        server={server}
        provider={provider}
        onClose={onClose}
      />
      <AddMachineDialog
        open={asked === 'agent'}
        adding={{ server, organization: null }}
        operator={viewer.me.operator}
        onClose={onClose}
        onBackUp={() =>
          go(paths.server(server.id, { dialog: parts.files?.desired_state === 'on' ? 'files' : 'enable' }))
        }
      />
    </>
  )
}
