import { createContext, useContext } from 'react'
import type { Me, Membership, Role } from '../api/types.ts'
import type { Scope } from './scope.ts'

export type Viewer = {
  me: Me
  user: NonNullable<Me['user']>
  scope: Scope
  scopes: readonly Scope[]
  setScope: (scope: Scope) => void
}

export const ViewerContext = createContext<Viewer | null>(null)

/** Who looks at the page, and as what. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext)
  if (viewer === null) throw new Error('useViewer needs the shell around it')
  return viewer
}

export function membershipOf(viewer: Viewer): Membership | null {
  return viewer.scope.kind === 'organization' ? viewer.scope.membership : null
}

/** The role in the present scope; operators stand above the three roles. */
export function roleOf(viewer: Viewer): Role | 'operator' {
  return viewer.scope.kind === 'operator' ? 'operator' : viewer.scope.membership.role
}
