import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { recordRecoveryPoint } from '../../src/recovery-points/record-recovery-point.ts'
import type { TestApp } from './app.ts'
import { resticThrough, visitor } from './gateway.ts'

/** Writes files below a folder, by their paths in it. */
export const writeTree = async (folder: string, files: Record<string, string | Buffer>): Promise<void> => {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
}

/** Backs a folder up as an agent would, and records what came of it. Resolves with the recovery point's id. */
export const backUpFolder = async (
  app: TestApp,
  of: { repository_id: string; server_id: string },
  folder: string,
  takenAt = app.ctx.clock.now(),
): Promise<string> => {
  const { access } = await visitor(app, of.repository_id, 'backup')
  const { code, stdout, stderr } = await resticThrough(app, access)('backup', '--json', folder)
  if (code !== 0) throw new Error(`restic backup ended with ${code}: ${stderr}`)
  const summary = /"snapshot_id":"([0-9a-f]{64})"/.exec(stdout)
  const point = await recordRecoveryPoint(app.ctx, {
    ...of,
    protection_id: null,
    method: 'files',
    ref: summary?.[1] ?? '',
    run_id: null,
    taken_at: takenAt,
    outcome: 'succeeded',
  })
  return point.id
}
