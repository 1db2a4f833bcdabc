import { useQuery } from '@tanstack/react-query'
import type { ImageDrills, ImageDrillsInput } from '../../../src/maintenance/image-drills/schema.ts'
import type { Drill } from '../../../src/maintenance/schema.ts'
import type { Timeline } from '../../../src/protections/timeline/schema.ts'
import type { RecoveryPoint, RecoveryPointCounts } from '../../../src/recovery-points/schema.ts'
import type { HealthWish } from '../lib/restore-health.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'
import type { List } from './types.ts'
import { useChange } from './use-change.ts'
import { useList } from './use-list.ts'

const one = (id: string) => `/api/recovery-points/${encodeURIComponent(id)}`
const of = (serverId: string) => `/api/servers/${encodeURIComponent(serverId)}/recovery-points`

export type PointFilters = {
  method?: RecoveryPoint['method']
  state?: RecoveryPoint['state']
  outcome?: RecoveryPoint['outcome']
  standing?: RecoveryPointCounts['kinds'][number]['standing']
}

/** A server's backups, newest first, page after page. */
export function useRecoveryPoints(serverId: string, filters: PointFilters, options: { limit?: number } = {}) {
  return useList<RecoveryPoint>(keys.recoveryPoints(serverId, filters), of(serverId), { query: filters, ...options })
}

/** How many backups of each kind a server has. */
export function useRecoveryPointCounts(serverId: string) {
  return useQuery({
    queryKey: keys.recoveryPointCounts(serverId),
    queryFn: ({ signal }) => request<RecoveryPointCounts>(`${of(serverId)}/counts`, { signal }),
  })
}

/** A server's whole history, a letter for each day and method. */
export function useTimeline(serverId: string) {
  return useQuery({
    queryKey: keys.timeline(serverId),
    queryFn: ({ signal }) => request<Timeline>(`/api/servers/${encodeURIComponent(serverId)}/timeline`, { signal }),
  })
}

const mostPages = 8

/** All backups taken between two times, newest first; with null nothing is asked. */
export function useRecoveryPointsBetween(serverId: string, between: { from: string; to: string } | null) {
  return useQuery({
    queryKey: keys.recoveryPointsBetween(serverId, between?.from ?? null, between?.to ?? null),
    queryFn: async ({ signal }) => {
      const points: RecoveryPoint[] = []
      let cursor: string | null = null
      for (let page = 0; page < mostPages; page += 1) {
        const query = { ...between, limit: 200, cursor }
        const reply: List<RecoveryPoint> = await request(of(serverId), { query, signal })
        points.push(...reply.data)
        cursor = reply.next_cursor
        if (cursor === null) break
      }
      return points
    },
    enabled: between !== null,
  })
}

/** The newest backups before a time that can be restored: of files, from which single ones come back, and of any kind. */
export function useNewestBefore(serverId: string, to: string) {
  return useQuery({
    queryKey: keys.newestBefore(serverId, to),
    queryFn: async ({ signal }) => {
      const newest = (method?: 'files') =>
        request<List<RecoveryPoint>>(of(serverId), { query: { to, standing: 'restorable', method, limit: 60 }, signal })
      const [files, any] = await Promise.all([newest('files'), newest()])
      return [...files.data, ...any.data.filter(({ method }) => method !== 'files')]
    },
  })
}

/** One backup; with null nothing is asked. */
export function useRecoveryPoint(id: string | null) {
  return useQuery({
    queryKey: keys.recoveryPoint(id ?? ''),
    queryFn: ({ signal }) => request<RecoveryPoint>(one(id ?? ''), { signal }),
    enabled: id !== null,
  })
}

/** Says that somebody has looked at a warning, so that retention goes on. */
export function useAcknowledge() {
  return useChange(
    ({ id, and_older }: { id: string; and_older?: boolean }) =>
      request<RecoveryPoint>(`${one(id)}/acknowledge`, { method: 'POST', body: { and_older } }),
    [['recovery_point'], ['protection'], ['server'], ['audit_event']],
  )
}

/** Whether images of a server are tried on throw-away servers, and up to which price; with null nothing is asked. */
export function useImageDrills(serverId: string | null) {
  return useQuery({
    queryKey: keys.imageDrills(serverId ?? ''),
    queryFn: ({ signal }) =>
      request<ImageDrills>(`/api/servers/${encodeURIComponent(serverId ?? '')}/image-drills`, { signal }),
    enabled: serverId !== null,
  })
}

export function useDrills(serverId: string) {
  return useList<Drill>(keys.drills(serverId), `/api/servers/${encodeURIComponent(serverId)}/drills`, { limit: 20 })
}

export type ImageChecksInput = {
  server_id: string
  /** Left out where it stays as it is. */
  health?: HealthWish
  /** Left out where they stay as they are; null: off. */
  drills?: ImageDrillsInput | null
}

/** Where a server answers, and whether its images are tried. Sent again it changes nothing more. */
export function useChangeImageChecks() {
  return useChange(
    async ({ server_id, health, drills }: ImageChecksInput) => {
      const path = `/api/servers/${encodeURIComponent(server_id)}`
      if (health !== undefined) await request(path, { method: 'PATCH', body: health })
      if (drills === null) await request(`${path}/image-drills`, { method: 'DELETE' })
      else if (drills !== undefined) await request(`${path}/image-drills`, { method: 'PUT', body: drills })
    },
    [['server'], ['image_drills'], ['audit_event']],
  )
}

/** Proves a backup: files by restoring them into a throw-away folder, an image by making a throw-away server of it. */
export function useStartDrill() {
  return useChange(
    (id: string) => request<{ run_id: string }>(`${one(id)}/drills`, { method: 'POST', body: {} }),
    [['run'], ['drill'], ['image_drills']],
  )
}

/** Has one of the provider's own backups turned into a snapshot, which stays. */
export function useKeepImage() {
  return useChange(
    (id: string) => request<{ run_id: string }>(`${one(id)}/keep`, { method: 'POST', body: {} }),
    [['run'], ['recovery_point']],
  )
}

/** Proves the newest good image of a server on a throw-away server. */
export function useStartImageDrill(serverId: string) {
  return useChange(
    () =>
      request<{ run_id: string }>(`/api/servers/${encodeURIComponent(serverId)}/drills`, { method: 'POST', body: {} }),
    [['run'], ['drill'], ['image_drills']],
  )
}
