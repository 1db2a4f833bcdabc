import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageHead } from '../ui/PageHead.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { isAt, navItems } from './nav.ts'
import styles from './Shell.module.css'
import { type Scope, scopeKey } from './scope.ts'
import { roleOf, useViewer } from './viewer.ts'

/** Shows a page only to those it is for; to the others it says why not, and as what they would see it. */
export function ScopeGate({ pathname, children }: { pathname: string; children: ReactNode }) {
  const viewer = useViewer()
  const item = navItems.find((candidate) => isAt(candidate, pathname))
  if (!item || item.roles.includes(roleOf(viewer))) return children
  const nameOf = (scope: Scope) =>
    scope.kind === 'operator' ? viewer.me.installation.name : scope.membership.organization_name
  const fitting = viewer.scopes.filter((scope) =>
    item.roles.includes(scope.kind === 'operator' ? 'operator' : scope.membership.role),
  )
  const here = nameOf(viewer.scope)
  return (
    <>
      <PageHead title={item.word} />
      <Sheet>
        {fitting.length > 0 ? (
          <EmptyState
            title={`${item.word} is not part of ${here}`}
            action={
              <div className={styles.person}>
                {fitting.map((scope) => (
                  <Button key={scopeKey(scope)} onClick={() => viewer.setScope(scope)}>
                    Work as {nameOf(scope)}
                  </Button>
                ))}
              </div>
            }
          >
            You work as {here} now. This page opens when you work as one of these.
          </EmptyState>
        ) : (
          <EmptyState title={`${item.word} is not open to you`}>
            You are {roleOf(viewer)} of {here}. An owner can give you a role that sees this page.
          </EmptyState>
        )}
      </Sheet>
    </>
  )
}
