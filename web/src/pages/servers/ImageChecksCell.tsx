import { IconShieldCheck } from '@tabler/icons-react'
import { useImageDrills, useStartImageDrill } from '../../api/recovery-points.ts'
import type { Server } from '../../api/server-types.ts'
import { formatMoney } from '../../format/format-money.ts'
import { providerLabel } from '../../lib/provider-facts.ts'
import { whyNoImageDrill } from '../../lib/why-no-image-drill.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Time } from '../../ui/Time.tsx'
import { showErrorToast } from '../../ui/toast/show-error-toast.ts'
import { showToast } from '../../ui/toast/show-toast.ts'
import styles from './Server.module.css'

/** What is looked at after an image was restored, and whether images are tried on throw-away servers. */
export function ImageChecksCell({ server, mayEdit }: { server: Server; mayEdit: boolean }) {
  const drills = useImageDrills(server.id)
  const start = useStartImageDrill(server.id)
  const label = providerLabel(server.provider)
  const { enabled, possible, ceiling, next_at, refused } = drills.data ?? {}
  const rows: [string, React.ReactNode][] = [
    [
      'Answers on',
      server.health_port !== null
        ? `port ${server.health_port}`
        : server.health_ping
          ? 'a ping'
          : 'no port and no ping; only whether it runs is looked at',
    ],
  ]
  if (drills.data)
    rows.push([
      'Drills',
      enabled && ceiling
        ? `every week, at most ${formatMoney(ceiling)} each`
        : possible
          ? 'off; each makes a throw-away server, which costs'
          : `${label} makes no servers of images`,
    ])
  if (enabled && next_at) rows.push(['Next drill', <Time key="next" iso={next_at} />])
  if (refused) rows.push(['Not made', refused.message])
  const drill = () =>
    start.mutate(undefined, {
      onSuccess: () =>
        showToast({ title: 'Drill started.', message: `${label} makes a throw-away server of the newest good image.` }),
      onError: (error) => showErrorToast('No drill was started.', error),
    })
  return (
    <div className={styles.protection}>
      <div className={styles.line}>
        <h3 className={styles.name}>Checks of images</h3>
        {mayEdit && (
          <AppLink className="bs-link" to={paths.server(server.id, { dialog: 'checks' })}>
            Edit<span className="bs-hidden"> checks of images</span>
          </AppLink>
        )}
      </div>
      <Facts tight rows={rows} />
      {enabled && mayEdit && (
        <div>
          <ActionButton
            size="xs"
            leftSection={<IconShieldCheck size={16} stroke={1.6} />}
            loading={start.isPending}
            disabledReason={whyNoImageDrill(server)}
            onClick={drill}
          >
            Drill now
          </ActionButton>
        </div>
      )}
    </div>
  )
}
