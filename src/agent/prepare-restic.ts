import { join } from 'node:path'
import type { Clock } from '../lib/clock.ts'
import { fetchPinnedRestic } from '../restic/fetch-pinned-restic.ts'
import { type FoundRestic, findRestic, resticCandidates } from '../restic/find-restic.ts'
import { oldestVersion, pinnedDownload, pinnedVersion } from '../restic/pinned.ts'
import type { AgentConfig } from './config.ts'
import { fetchServerRestic, type ServerAccess } from './fetch-server-restic.ts'
import type { Say } from './say.ts'
import type { StateFolder } from './state-folder.ts'

export type ResticHere =
  | { restic: FoundRestic; trouble: null }
  | { restic: null; trouble: { code: string; message: string } }

const searchAgainMs = 60_000
const fetchAgainMs = 60 * 60_000
const fetchMs = 5 * 60_000
/** The whole sentence goes into one field of the protocol. */
const mostRefusal = 200

/**
 * Finds restic on this machine, or fetches the pinned release into the state folder, checked against the hash that this agent
 * knows; where the release page cannot be reached, the server's own. Without one the agent stays, says what is wrong, and looks again.
 */
export const createResticSource = (parts: {
  config: AgentConfig
  folder: StateFolder
  /** Where a checkout of Backstay keeps its own; null for an agent that stands alone. */
  checkout: string | null
  clock: Clock
  fetch: typeof globalThis.fetch
  say: Say
}): { get(server: ServerAccess, signal: AbortSignal): Promise<ResticHere> } => {
  const { config, folder, clock } = parts
  const fetched = join(folder.restic, pinnedVersion, 'restic')
  let here: ResticHere | null = null
  let lookAt = 0
  let fetchAt = 0
  /** What the server said the last time. */
  let refusal: string | null = null

  const search = async () => {
    const { named, ...where } = { named: config.restic, checkout: parts.checkout, search_path: config.search_path }
    const candidates = resticCandidates({ named, ...where })
    return findRestic(named === null ? [...candidates, fetched] : candidates)
  }

  const look = async (server: ServerAccess, signal: AbortSignal): Promise<ResticHere> => {
    const first = await search()
    if (first.found !== null) return { restic: first.found, trouble: null }
    if (config.restic === null && clock.nowMs() >= fetchAt) {
      fetchAt = clock.nowMs() + fetchAgainMs
      refusal = await download(server, signal)
      const second = await search()
      if (second.found !== null) return { restic: second.found, trouble: null }
    }
    return { restic: null, trouble: { code: 'no_restic', message: sentence(config.restic, first.too_old, refusal) } }
  }

  /** Resolves with why the server gave none, or null. */
  const download = async (server: ServerAccess, signal: AbortSignal): Promise<string | null> => {
    const common = { target: fetched, partial: `${fetched}.partial`, fetch: parts.fetch }
    const inTime = () => AbortSignal.any([signal, AbortSignal.timeout(fetchMs)])
    const pinned = pinnedDownload(process.platform, process.arch)
    parts.say('info', `There is no restic ${oldestVersion} or newer here; fetching restic ${pinnedVersion}.`)
    try {
      if (pinned !== null) {
        await fetchPinnedRestic({ ...common, download: pinned, signal: inTime() })
        return null
      }
    } catch (error) {
      parts.say('info', `restic's release page gave none (${reasonOf(error)}). Asking the server for the one it has.`)
    }
    try {
      const platform = `${process.platform}-${process.arch}`
      await fetchServerRestic({ ...common, server, platform, signal: inTime() })
      return null
    } catch (error) {
      parts.say('warning', `restic could not be fetched: ${reasonOf(error)}`)
      return reasonOf(error)
    }
  }

  return {
    get: async (server, signal) => {
      if (here !== null && (here.restic !== null || clock.nowMs() < lookAt)) return here
      here = await look(server, signal)
      lookAt = clock.nowMs() + searchAgainMs
      return here
    },
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const sentence = (named: string | null, tooOld: readonly FoundRestic[], refusal: string | null): string => {
  if (named !== null)
    return `BACKSTAY_RESTIC names ${named}, which is no restic ${oldestVersion} or newer. Correct it in the agent's environment.`
  const [old] = tooOld
  const found = old === undefined ? 'There is no restic on this machine' : `${old.path} is restic ${old.version}`
  const tried = refusal === null ? '' : `, nor from the server (${refusal.slice(0, mostRefusal)})`
  return `${found}, and none could be fetched from its release page${tried}. Install restic ${oldestVersion} or newer on the machine (into /usr/local/bin, for example); the agent finds it within a minute.`
}
