import type { JudgedDraft, OfferStorage, ServerFacts } from './schema.ts'

/** What the backups of an offer take up at first, and once as many are there as are kept: as far as a size is known. */
export const storageOf = ({ method, keeps }: JudgedDraft, server: ServerFacts): OfferStorage | null => {
  if (keeps === null) return null
  const { days: after_days, count } = keeps
  if (method === 'files') {
    const first_bytes = server.newest_files_bytes
    const unsized =
      server.file_storage?.bytes == null
        ? 'How much the files are is not known before the first backup.'
        : 'The newest backup of the files tells no size.'
    const basis =
      first_bytes === null
        ? unsized
        : 'By the newest backup of the files; how much is added with time is not known beforehand.'
    return { first_bytes, later_bytes: null, after_days, basis }
  }
  const each = server.newest_image_bytes ?? server.disk_bytes
  if (each === null) {
    const basis = 'The size of an image of this server is not known before the first one is made.'
    return { first_bytes: null, later_bytes: null, after_days, basis }
  }
  const basis = server.newest_image_bytes === null ? 'At most, by the size of the disk.' : 'By the newest image.'
  return { first_bytes: each, later_bytes: each * count, after_days, basis }
}
