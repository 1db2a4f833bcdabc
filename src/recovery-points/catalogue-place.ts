import { join } from 'node:path'
import type { Place } from '../catalogue/head.ts'
import type { Services } from '../context.ts'

/** Where a repository's catalogue lies, and the key that opens it. */
export const cataloguePlace = (
  { config, secrets }: Pick<Services, 'config' | 'secrets'>,
  { repository_id }: { repository_id: string },
): Place => ({
  dir: join(config.data_dir, 'catalogue', repository_id),
  key: secrets.derive(`catalogue ${repository_id}`),
})
