import type { ReactNode } from 'react'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageHead } from '../ui/PageHead.tsx'
import { Sheet } from '../ui/Sheet.tsx'

/** A page that is not for one's role: says whose it is and whom to ask, instead of an empty table. */
export function NoAccess({ page, title, children }: { page: string; title: string; children: ReactNode }) {
  return (
    <>
      <PageHead title={page} />
      <Sheet>
        <EmptyState title={title}>{children}</EmptyState>
      </Sheet>
    </>
  )
}
