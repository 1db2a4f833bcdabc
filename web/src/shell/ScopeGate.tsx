import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { paths } from '../paths.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageHead } from '../ui/PageHead.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { isAt, type NavItem, navItems } from './nav.ts'
import styles from './Shell.module.css'
import { type Scope, scopeKey } from './scope.ts'
import { useGo } from './use-go.ts'
import { roleOf, useViewer } from './viewer.ts'

/** Shows a page only to those it is for; to the others it says why not, and as what they would see it. */
export function ScopeGate({ pathname, children }: { pathname: string; children: ReactNode }) {
  const viewer = useViewer()
  const item = navItems.find((candidate) => isAt(candidate, pathname))
  if (!item || item.roles.includes(roleOf(viewer))) return children
  return (
    <>
      <PageHead title={item.word} />
      <Sheet>
        <NotHere item={item} />
      </Sheet>
    </>
  )
}

function NotHere({ item }: { item: NavItem }) {
  const { me, scope, scopes, setScope } = useViewer()
  const go = useGo()
  const nameOf = (of: Scope) => (of.kind === 'operator' ? me.installation.name : of.membership.organization_name)
  const fitting = scopes.filter((each) =>
    item.roles.includes(each.kind === 'operator' ? 'operator' : each.membership.role),
  )
  const operator = scope.kind === 'operator'
  const title = operator ? `${item.word} shows one organization` : `${item.word} is not open to you in ${nameOf(scope)}`
  const role = operator ? 'You work for the whole installation now.' : `You are ${scope.membership.role} there.`
  if (fitting.length > 0) {
    const buttons = fitting.map((each) => (
      <Button key={scopeKey(each)} onClick={() => setScope(each)}>
        Work as {nameOf(each)}
      </Button>
    ))
    return (
      <EmptyState title={title} action={<div className={styles.choices}>{buttons}</div>}>
        {role} Change as what you work, and the page opens.
      </EmptyState>
    )
  }
  if (operator) {
    return (
      <EmptyState title={title} action={<Button onClick={() => go(paths.customers())}>Customers</Button>}>
        {role} What belongs to a customer stands on its page.
      </EmptyState>
    )
  }
  return <EmptyState title={title}>{role} An owner can give you a role that sees this page.</EmptyState>
}
