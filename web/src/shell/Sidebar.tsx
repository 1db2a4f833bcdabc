import { Tooltip } from '@mantine/core'
import { useAttention } from '../api/attention.ts'
import { formatCount } from '../format/format-count.ts'
import { formatPart } from '../format/format-part.ts'
import { paths } from '../paths.ts'
import { Mark } from '../ui/Mark.tsx'
import { Tag } from '../ui/Tag.tsx'
import { Time } from '../ui/Time.tsx'
import { AppLink } from './AppLink.tsx'
import { isAt, type NavItem, navFor } from './nav.ts'
import styles from './Sidebar.module.css'
import { useNavCounts } from './use-nav-counts.ts'
import { roleOf, useViewer, type Viewer } from './viewer.ts'

const product = 'Backstay'

/** From 768 px on: the pages at the left, a rail of icons below 1200. */
export function Sidebar({ pathname }: { pathname: string }) {
  const viewer = useViewer()
  const role = roleOf(viewer)
  const items = navFor(role)
  const name = scopeName(viewer)
  // Without a name of its own an installation is called after the program, which stands above already.
  const named = name !== product
  const counts = useNavCounts(viewer)
  const groups = [undefined, 'Business', 'Platform'] as const
  // Groups are the operator's; a customer has few enough pages to do without.
  const groupOf = (item: NavItem) => (role === 'operator' ? item.group : undefined)
  return (
    <aside className={styles.sidebar} aria-label={product}>
      <div className={styles.top}>
        <AppLink to={paths.home()} className={styles.brand}>
          <Mark />
          <span className={styles.name}>{product}</span>
        </AppLink>
        {!named && <Tag>{role}</Tag>}
      </div>
      {named && (
        <div className={styles.scope}>
          <span className={styles.scopeName}>{name}</span>
          <Tag>{role}</Tag>
        </div>
      )}
      <nav aria-label="Pages" className={styles.nav}>
        {groups.map((group) => {
          const inGroup = items.filter((item) => groupOf(item) === group)
          if (inGroup.length === 0) return null
          return (
            <div key={group ?? 'top'} className={styles.group}>
              {group && <p className={styles.groupName}>{group}</p>}
              {inGroup.map((item) => (
                <SidebarItem key={item.key} item={item} current={isAt(item, pathname)} count={counts[item.key]} />
              ))}
            </div>
          )
        })}
      </nav>
      <SidebarFoot viewer={viewer} />
    </aside>
  )
}

function SidebarItem({ item, current, count }: { item: NavItem; current: boolean; count?: string }) {
  const Icon = item.icon
  return (
    <Tooltip label={item.word} position="right" classNames={{ tooltip: styles.railOnly }}>
      <AppLink to={item.to} className={styles.item} aria-current={current ? 'page' : undefined}>
        <Icon size={16} stroke={1.6} aria-hidden="true" />
        <span className={styles.word}>{item.word}</span>
        {count !== undefined && <span className={styles.count}>{count}</span>}
      </AppLink>
    </Tooltip>
  )
}

/** For operators what goes on, as the bell last asked, once a minute. */
function SidebarFoot({ viewer }: { viewer: Viewer }) {
  return (
    <dl className={styles.foot}>
      {viewer.scope.kind === 'operator' ? (
        <GoingOn />
      ) : (
        <>
          <dt className={styles.wide}>Hosted by {viewer.me.installation.name}</dt>
          <dt>Version</dt>
          <dd>{viewer.me.installation.version}</dd>
        </>
      )}
    </dl>
  )
}

function GoingOn() {
  const { running, lastSyncAt, workers } = useAttention(null)
  return (
    running && (
      <>
        <dt>Last sync</dt>
        <dd>{lastSyncAt ? <Time iso={lastSyncAt} as="age" /> : 'none yet'}</dd>
        <dt>Runs</dt>
        <dd title="Due within the hour">
          {formatCount(running.running.count)} running, {formatCount(running.due_within_hour)} due
        </dd>
        {workers && (
          <>
            <dt>Workers</dt>
            <dd>{workers.known === 0 ? 'none' : formatPart(workers.alive, workers.known)}</dd>
          </>
        )}
      </>
    )
  )
}

function scopeName(viewer: Viewer): string {
  return viewer.scope.kind === 'operator' ? viewer.me.installation.name : viewer.scope.membership.organization_name
}
