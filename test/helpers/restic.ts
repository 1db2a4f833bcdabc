import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import type { RepositoryAccess } from '../../src/restic/args/repository-args.ts'
import { resticEnvironment } from '../../src/restic/environment.ts'
import { findRestic, resticCandidates } from '../../src/restic/find-restic.ts'
import { templatePassword, writeTemplateRepository } from './restic-template.ts'

const checkout = fileURLToPath(new URL('../..', import.meta.url))

/** The restic that `npm test` prepared. */
export const testRestic = async (): Promise<string> => {
  const { BACKSTAY_RESTIC, PATH } = process.env
  const candidates = resticCandidates({ named: BACKSTAY_RESTIC || null, checkout, search_path: PATH ?? '' })
  const { found } = await findRestic(candidates)
  if (found === null) throw new Error('There is no restic for the tests. Run npm test once, which fetches it.')
  return found.path
}

export type TestRepository = {
  binary: string
  folder: string
  source: string
  access: RepositoryAccess
  environment: Record<string, string>
}

/** An empty repository in a folder of its own, beside a folder to back up. */
export const testRepository = async (): Promise<TestRepository> => {
  const folder = await mkdtemp(join(tmpdir(), 'backstay-restic-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const source = join(folder, 'source')
  await mkdir(source)
  const binary = await testRestic()
  const access = { repository: join(folder, 'repository'), cache_dir: join(folder, 'cache') }
  const environment = resticEnvironment({ password: templatePassword, search_path: process.env.PATH ?? '' })
  await writeTemplateRepository(access.repository)
  return { binary, folder, source, access, environment }
}
