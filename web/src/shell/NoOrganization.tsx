import { Button } from '@mantine/core'
import { IconLogout } from '@tabler/icons-react'
import { useEffect } from 'react'
import type { Me } from '../api/types.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import styles from './Shell.module.css'
import { useSignOut } from './use-sign-out.ts'

/** Somebody with an account and nothing to see: removed from the last organization, or not yet in one. */
export function NoOrganization({ user }: { user: NonNullable<Me['user']> }) {
  const signOut = useSignOut()
  useEffect(() => {
    document.title = 'No organization · Backstay'
  }, [])
  return (
    <main className={styles.alone}>
      <Sheet>
        <EmptyState
          title="You belong to no organization"
          action={
            <Button leftSection={<IconLogout size={16} stroke={1.6} />} onClick={signOut}>
              Sign out
            </Button>
          }
        >
          You are signed in as {user.email}. Ask an owner of your organization for an invitation to this address; this
          page opens by itself once you have accepted it.
        </EmptyState>
      </Sheet>
    </main>
  )
}
