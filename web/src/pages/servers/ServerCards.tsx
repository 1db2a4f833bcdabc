import type { ReactNode } from 'react'
import { usePlacesOf } from '../../api/places-preview.ts'
import type { Run } from '../../api/run-types.ts'
import type { Server } from '../../api/server-types.ts'
import type { ListState } from '../../api/use-list.ts'
import type { OrganizationFacts } from '../../components/use-organization-facts.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { TableFoot } from '../../ui/table/TableFoot.tsx'
import styles from './OrganizationServers.module.css'
import cardStyles from './ServerCard.module.css'
import { ServerCard } from './ServerCard.tsx'

type Props = {
  servers: ListState<Server>
  runs: ReadonlyMap<string, Run>
  facts: OrganizationFacts
  empty: ReactNode
  /** The way to a machine that no provider lists. */
  add: ReactNode
  onToggle: (server: Server, enable: boolean) => void
}

/** The servers as cards, side by side as far as the window allows. */
export function ServerCards({ servers, runs, facts, empty, add, onToggle }: Props) {
  const { rows } = servers
  const places = usePlacesOf(rows?.map(({ id }) => id) ?? [])
  if (rows === undefined && servers.error)
    return (
      <Sheet>
        <ErrorState title="The servers could not be loaded" error={servers.error} onRetry={servers.onRetry}>
          Backups go on without this page; nothing is lost.
        </ErrorState>
      </Sheet>
    )
  if (rows?.length === 0)
    return (
      <Sheet>
        <div>{empty}</div>
      </Sheet>
    )
  return (
    <>
      <Sheet className={cardStyles.cards}>
        {rows?.map((server) => (
          <ServerCard
            key={server.id}
            server={server}
            run={runs.get(server.id)}
            facts={facts}
            place={places.get(server.id)}
            onToggle={(enable) => onToggle(server, enable)}
          />
        )) ?? waiting}
        {rows && !servers.hasMore && (
          <section className={cardStyles.other}>
            <h2 className={cardStyles.name}>A machine that is not listed</h2>
            <p>
              An office server, a laptop, a server at another host: one command installs the agent, and the machine
              appears here with backups off.
            </p>
            <div className={cardStyles.foot}>{add}</div>
          </section>
        )}
      </Sheet>
      {servers.hasMore && (
        <TableFoot
          shown={rows?.length ?? 0}
          noun={['server', 'servers']}
          hasMore
          loading={servers.loadingMore}
          failed={Boolean(servers.error)}
          onMore={servers.onMore}
        />
      )}
    </>
  )
}

const waiting = ['a', 'b', 'c'].map((key) => (
  <div key={key} className={styles.skeleton} aria-hidden="true">
    <Skeleton width="40%" />
    <Skeleton width="60%" />
    <Skeleton width="100%" />
    <Skeleton width="70%" />
  </div>
))
