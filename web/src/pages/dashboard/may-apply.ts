import { reaches } from '../../lib/roles.ts'
import type { Viewer } from '../../shell/viewer.ts'

/** Whether advice may be applied, put off and dismissed: by operators, and in an organization from managers on. */
export function mayApply({ scope }: Viewer): boolean {
  return scope.kind === 'operator' || reaches(scope.membership.role, 'manager')
}
