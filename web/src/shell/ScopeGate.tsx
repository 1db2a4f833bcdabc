import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { paths } from '../paths.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageHead } from '../ui/PageHead.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { AppLink } from './AppLink.tsx'
import { isAt, type NavItem, navItems } from './nav.ts'
import styles from './Shell.module.css'
import { type Scope, scopeKey } from './scope.ts'
import { roleOf, useViewer } from './viewer.ts'

/** Shows a page only to those it is for; to the others it says why not, and as what they would see it. */
export function ScopeGate({ pathname, children }: { pathname: string; children: ReactNode }) {
  const viewer = useViewer()
  // One address can be two pages, such as an organization's team and the operators'.
  const items = navItems.filter((candidate) => isAt(candidate, pathname))
  const item = items[0]
  if (!item || items.some((candidate) => candidate.roles.includes(roleOf(viewer)))) return children
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
  const viewer = useViewer()
  const { me, scope, scopes, setScope } = viewer
  const nameOf = (of: Scope) => (of.kind === 'operator' ? me.installation.name : of.membership.organization_name)
  const fitting = scopes.filter((each) =>
    item.roles.includes(each.kind === 'operator' ? 'operator' : each.membership.role),
  )
  const title = `The page ${item.word} is not open to you in ${nameOf(scope)}`
  const role = `Your role there is ${roleOf(viewer)}.`
  if (fitting.length === 0) {
    const way = item.roles.includes('owner')
      ? 'An owner can give you a role that sees this page.'
      : 'It is for operators.'
    return (
      <EmptyState title={title} action={<AppLink to={paths.home()}>Go to the first page</AppLink>}>
        {role} {way}
      </EmptyState>
    )
  }
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
