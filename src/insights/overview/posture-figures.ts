import type { Posture } from '../../servers/schema.ts'
import { listOf } from './list-of.ts'
import type { SumsRow } from './overview-queries.ts'
import type { Figure, PostureFigures } from './schema.ts'

/** How the servers with backups on stand, each figure with its list. Pure. */
export const postureFigures = (sums: readonly SumsRow[], organization_id: string | undefined): PostureFigures => {
  const figure = (word: Posture): Figure => ({
    count: sums.reduce((total, { posture }) => total + (posture[word] ?? 0), 0),
    list: listOf('/api/servers', { organization_id, backups: 'enabled', posture: word }),
  })
  return {
    drills: {
      passed: figure('drill_passed'),
      failed: figure('drill_failed'),
      untested: figure('drill_untested'),
    },
    copies: { outside: figure('copy_outside'), none: figure('no_copy_outside') },
    kinds: { both: figure('files_and_image'), one: figure('one_kind') },
    kits: { saved: figure('kit_saved'), not_saved: figure('kit_not_saved') },
  }
}
