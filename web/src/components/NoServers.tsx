import type { ReactNode } from 'react'
import { paths } from '../paths.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'

/** An installation without a server: the two ways to the first one, and what stands here then. */
export function NoServers({ children }: { children: ReactNode }) {
  return (
    <EmptyState
      strip
      title="No servers"
      action={
        <>
          <LinkButton variant="filled" to={paths.providerAccounts({ dialog: 'connect' })}>
            Connect a provider account…
          </LinkButton>
          <LinkButton to={paths.backups({ dialog: 'add' })}>Add a machine…</LinkButton>
        </>
      }
    >
      Connect a provider account, or add any machine with one command. {children}
    </EmptyState>
  )
}
