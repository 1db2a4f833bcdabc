import type { Overview } from '../../../../src/insights/overview/schema.ts'
import { formatCount } from '../../format/format-count.ts'
import { formatDuration } from '../../format/format-duration.ts'
import { formatExactTime } from '../../format/format-exact-time.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { StateMark } from '../../ui/marks/StateMark.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { attentionAct } from './attention-act.ts'
import { attentionWords } from './attention-words.ts'
import styles from './Dashboard.module.css'

/** What waits for a hand, the same trouble in one row with its worst example. */
export function NeedsAttention({ attention }: { attention: Overview['attention'] }) {
  return (
    <Panel
      title="Needs attention"
      count={attention.length > 0 ? formatCount(attention.length) : undefined}
      action={attention.length > 0 && <AppLink to={paths.backups()}>All, trouble first</AppLink>}
      flush
    >
      {attention.length === 0 ? (
        <EmptyState title="Nothing needs attention">
          Every server has backups that came in time, and every provider account answers.
        </EmptyState>
      ) : (
        <ul className={styles.rows}>
          {attention.map((group) => (
            <AttentionRow key={group.kind} group={group} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function AttentionRow({ group }: { group: Overview['attention'][number] }) {
  const { look, title, about, say } = attentionWords(group)
  const { word, to } = attentionAct(group)
  return (
    <li className={styles.row}>
      <StateMark mark={look.mark} tone={look.mark_tone} />
      <div className={styles.words}>
        <p>
          <strong className={styles.name}>{title}</strong> {about && <span className="bs-dim">{about}</span>}
        </p>
        <p className={styles.second}>
          {look.word}: {say}
        </p>
      </div>
      <span className={styles.age}>
        {group.example &&
          group.kind !== 'unprotected' &&
          (group.example.last_backup_at ? <Since iso={group.example.last_backup_at} /> : 'never backed up')}
      </span>
      <AppLink to={to} className={styles.act} aria-label={`${word}: ${look.word}, ${title}`}>
        {word}
      </AppLink>
    </li>
  )
}

/** For how long there was no newer one. */
function Since({ iso }: { iso: string }) {
  const now = useNow()
  return (
    <time dateTime={iso} title={formatExactTime(iso)} className="bs-num">
      {formatDuration(now.getTime() - new Date(iso).getTime())}
    </time>
  )
}
