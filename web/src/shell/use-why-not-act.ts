import { reaches, viewerWhy } from '../lib/roles.ts'
import { roleOf, useViewer } from './viewer.ts'

/** Why whoever looks at the page may change nothing on it, or null. */
export function useWhyNotAct(): string | null {
  const viewer = useViewer()
  return viewer.me.operator || reaches(roleOf(viewer), 'manager') ? null : viewerWhy
}
