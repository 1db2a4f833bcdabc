import type { ProviderAccount, ProviderScope } from '../../api/provider-account-types.ts'
import { StateMark } from '../../ui/marks/StateMark.tsx'
import styles from './Rows.module.css'

/** What these credentials may do, each with what it is good for. */
export function Scopes({ account, providerLabel }: { account: ProviderAccount; providerLabel: string }) {
  if (account.scopes.length === 0)
    return <p className={styles.none}>{providerLabel} was not asked yet. Check again to see it.</p>
  return (
    <ul className={styles.rows}>
      {account.scopes.map((scope) => (
        <li key={scope.name} className={styles.row}>
          <span className={styles.mark}>{markOf(scope)}</span>
          <span className="bs-mono">{scope.name}</span>
          <span className={styles.word}>{wordOf(scope, providerLabel)}</span>
          <span className={styles.text}>For {scope.needed_for}.</span>
        </li>
      ))}
    </ul>
  )
}

function markOf({ granted }: ProviderScope) {
  if (granted === null) return <StateMark mark="dashed" tone="off" />
  return granted ? <StateMark mark="tick" tone="good" /> : <StateMark mark="cross" tone="bad" />
}

function wordOf({ granted }: ProviderScope, providerLabel: string): string {
  if (granted === null) return `${providerLabel} does not tell`
  return granted ? 'granted' : 'missing'
}
