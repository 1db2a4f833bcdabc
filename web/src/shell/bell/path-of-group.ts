import type { Attention } from '../../../../src/insights/overview/schema.ts'
import { pathOfList } from '../../pages/dashboard/path-of-list.ts'
import { type Path, paths } from '../../paths.ts'

/** The page that shows a group: members have their list of servers, and no page for what concerns operators. */
export function pathOfGroup({ kind, list }: Attention, organizationId: string | null): Path | null {
  if (organizationId === null) return pathOfList(list)
  return kind === 'account_failing' || kind === 'operator_task' ? null : paths.servers({ show: kind })
}
