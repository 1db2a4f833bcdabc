import pinned from './pinned.json' with { type: 'json' }

/** The release of restic that this version of Backstay was made with, and the oldest that it works with. */
export const pinnedVersion: string = pinned.version
export const oldestVersion: string = pinned.oldest_version

/** A file of restic's official release page: one program, compressed with bzip2. The hash is of the compressed file. */
export type PinnedDownload = { url: string; sha256: string }

const downloads: Readonly<Record<string, PinnedDownload>> = pinned.downloads

/** What to download for a platform and architecture as Node names them. Null: there is no release we know the hash of. */
export const pinnedDownload = (platform: string, arch: string): PinnedDownload | null =>
  downloads[`${platform}-${arch}`] ?? null
