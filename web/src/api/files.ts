import { queryOptions, useQueries, useQuery } from '@tanstack/react-query'
import type { FileEntry, FileHit, FileVersions } from '../../../src/recovery-points/file-schema.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'
import { useList } from './use-list.ts'

const point = (id: string) => `/api/recovery-points/${encodeURIComponent(id)}`

/** A folder of a backup, by name, page after page. */
export function useFiles(pointId: string, path: string, enabled: boolean) {
  return useList<FileEntry>(keys.files(pointId, path), `${point(pointId)}/files`, {
    query: { path },
    enabled,
    limit: 200,
  })
}

type Hits = { data: FileHit[]; next_cursor: string | null; recovery_points_pending: number }

/** Files by part of their name, in all backups of a server. */
export function useFileSearch(serverId: string, q: string) {
  return useList<FileHit, Hits>(keys.fileSearch(serverId, q), `/api/servers/${encodeURIComponent(serverId)}/files`, {
    query: { q },
    enabled: q !== '',
  })
}

/** The versions of a file over all backups of its server; with null nothing is asked. */
export function useFileVersions(pointId: string, path: string | null) {
  return useQuery({ ...fileVersionsQuery(pointId, path ?? ''), enabled: path !== null })
}

/** Where the browser fetches a file as it is, or a folder as an archive. */
export function downloadAddress(pointId: string, path: string, archive?: 'zip' | 'tar'): string {
  const query = new URLSearchParams({ path, ...(archive ? { archive } : {}) })
  return `${point(pointId)}/download?${query}`
}

/** The same for several files at once; what is not answered yet is left out. */
export function useFileVersionsOf(pointId: string, chosen: readonly string[]) {
  return useQueries({
    queries: chosen.map((path) => fileVersionsQuery(pointId, path)),
    combine: (answers) =>
      answers.flatMap(({ data }, index) => {
        const path = chosen[index]
        if (!data || path === undefined) return []
        return [{ path, versions: data.data, pending: data.recovery_points_pending > 0 }]
      }),
  })
}

function fileVersionsQuery(pointId: string, path: string) {
  return queryOptions({
    queryKey: keys.fileVersions(pointId, path),
    queryFn: ({ signal }) => request<FileVersions>(`${point(pointId)}/file-versions`, { query: { path }, signal }),
  })
}
