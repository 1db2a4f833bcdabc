import { lazy, type ReactNode, Suspense } from 'react'
import type { Server, ServerProtection } from '../../api/server-types.ts'
import { backupsOf } from '../../lib/backups-of.ts'
import { methodTurn } from '../../lib/method-turn.ts'
import { protectionLook } from '../../lib/protection-look.ts'
import { paths, type ServerDialog } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import styles from './Server.module.css'

// Most methods are as they should be.
const MethodActs = lazy(async () => ({ default: (await import('./MethodActs.tsx')).MethodActs }))

type Props = {
  server: Server
  protection: Pick<ServerProtection, 'method' | 'phase' | 'drift' | 'observed_state'>
  /** Who takes them. */
  by: ReactNode
  /** Which dialog changes how they are taken, where one may. */
  edit: ServerDialog | false
  mayEdit: boolean
  rows: readonly (readonly [string, ReactNode])[]
}

const words = { native: 'Native', snapshot: 'Snapshot', files: 'Files' }

/** One method of a server's protection: how it stands, what there is to know of it, and what can be done with it by itself. */
export function MethodCell({ server, protection, by, edit, mayEdit, rows }: Props) {
  const { method } = protection
  const look = protectionLook(protection)
  const turn = mayEdit ? methodTurn(server, method) : null
  const what = <span className="bs-hidden"> {backupsOf([method])}</span>
  return (
    <div className={styles.protection} data-tone={look.trouble ? look.mark_tone : undefined}>
      <div className={styles.line}>
        <h3 className={styles.name}>
          {words[method]} <span className="bs-dim">{by}</span>
        </h3>
        <span className={styles.acts}>
          <StateBadge look={look} flat />
          {mayEdit && edit && (
            <AppLink className="bs-link" to={paths.server(server.id, { dialog: edit })}>
              Edit{what}
            </AppLink>
          )}
        </span>
      </div>
      <Facts tight rows={rows} />
      {turn === 'off' && (
        <p>
          <AppLink className="bs-link" to={paths.server(server.id, { dialog: `off-${method}` })}>
            Switch off…{what}
          </AppLink>
        </p>
      )}
      {/* Of a single one the buttons below do it. */}
      {server.protections.length > 1 && (turn === 'again' || turn === 'unwanted') && (
        <div className={styles.ways}>
          <Suspense fallback={null}>
            <MethodActs server={server} method={method} />
          </Suspense>
        </div>
      )}
    </div>
  )
}
