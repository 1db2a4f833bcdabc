import { IconCamera, IconCheck, IconFolderOpen, IconHistory, IconShieldCheck } from '@tabler/icons-react'
import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import { useAcknowledge, useImageDrills, useStartDrill } from '../../api/recovery-points.ts'
import type { Server } from '../../api/server-types.ts'
import { operatorWords } from '../../lib/operator-words.ts'
import { whyNotRestore } from '../../lib/point-look.ts'
import { whyNoImageDrill } from '../../lib/why-no-image-drill.ts'
import { whyNoKeep } from '../../lib/why-no-keep.ts'
import { paths } from '../../paths.ts'
import { useGo } from '../../shell/use-go.ts'
import { useWhyNotAct } from '../../shell/use-why-not-act.ts'
import { useViewer } from '../../shell/viewer.ts'
import { MenuAct } from '../../ui/MenuAct.tsx'
import { showErrorToast } from '../../ui/toast/show-error-toast.ts'
import { showToast } from '../../ui/toast/show-toast.ts'

const ofImages = 'An image comes back as a whole. Single files come from backups of files.'
const icon = { size: 16, stroke: 1.6 }

type Props = { server: Server; point: RecoveryPoint; provider: ProviderSummary | undefined }

/** The entries of a backup's menu: an image comes back as a whole, of files also one by one. They go with the menu, so what comes of them is awaited, not called back. */
export function PointActs({ server, point, provider }: Props) {
  const go = useGo()
  const viewer = useViewer()
  const drill = useStartDrill()
  const acknowledge = useAcknowledge()
  const whyNotAct = useWhyNotAct()
  const why = whyNotRestore(point, provider)
  const files = point.method === 'files'
  const whyNoDrill = useWhyNoDrill(server, files)
  return (
    <>
      <MenuAct
        icon={<IconFolderOpen {...icon} />}
        disabledReason={why ?? (!files ? ofImages : point.browsable ? null : 'Its list of files is still being made.')}
        onClick={() => go(paths.serverFiles(server.id, { point: point.id }))}
      >
        Browse files
      </MenuAct>
      <MenuAct
        icon={<IconHistory {...icon} />}
        disabledReason={why ?? whyNotAct}
        onClick={() => go(paths.restoreWizard(server.id, { point: point.id }))}
      >
        Restore…
      </MenuAct>
      <MenuAct
        icon={<IconShieldCheck {...icon} />}
        disabledReason={why ?? whyNotAct ?? (files ? null : (whyNoDrill ?? whyNoImageDrill(server)))}
        onClick={() =>
          void drill.mutateAsync(point.id).then(
            () =>
              showToast({
                title: 'Drill started.',
                message: files
                  ? 'It restores this backup into a throw-away folder.'
                  : 'It makes a throw-away server of this image.',
              }),
            (error: unknown) => showErrorToast('No drill was started.', error),
          )
        }
      >
        {files ? 'Prove it by a drill' : 'Drill now'}
      </MenuAct>
      {point.method === 'native' && (
        <MenuAct
          icon={<IconCamera {...icon} />}
          disabledReason={
            why ??
            whyNoKeep(
              { server, point, provider },
              { may: whyNotAct === null, host: operatorWords(viewer.me.installation.name) },
            )
          }
          onClick={() => go(paths.server(server.id, { dialog: 'keep', point: point.id }))}
        >
          Keep as a snapshot…
        </MenuAct>
      )}
      {point.needs_look && (
        <MenuAct
          icon={<IconCheck {...icon} />}
          disabledReason={whyNotAct}
          onClick={() =>
            void acknowledge.mutateAsync({ id: point.id }).then(
              () => showToast({ title: 'Noted.', message: 'Retention goes on.' }),
              (error: unknown) => showErrorToast('Not noted.', error),
            )
          }
        >
          I have looked at it
        </MenuAct>
      )}
    </>
  )
}

/** Why images of this server are not tried, or null. */
function useWhyNoDrill(server: Server, files: boolean): string | null {
  const drills = useImageDrills(files ? null : server.id)
  if (drills.data?.enabled) return null
  if (drills.data?.possible === false) return 'The provider makes no servers of images, so none can be tried.'
  return 'Drills of images are off: each makes a throw-away server, which costs. An operator lets them under Protection.'
}
