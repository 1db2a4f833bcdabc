import { join } from 'node:path'
import type { Clock } from '../lib/clock.ts'
import { fetchPinnedRestic } from '../restic/fetch-pinned-restic.ts'
import { type FoundRestic, findRestic, resticCandidates } from '../restic/find-restic.ts'
import { oldestVersion, pinnedDownload, pinnedVersion } from '../restic/pinned.ts'
import type { AgentConfig } from './config.ts'
import type { Say } from './say.ts'
import type { StateFolder } from './state-folder.ts'

export type ResticHere =
  | { restic: FoundRestic; trouble: null }
  | { restic: null; trouble: { code: string; message: string } }

const searchAgainMs = 60_000
const fetchAgainMs = 60 * 60_000
const fetchMs = 5 * 60_000

/**
 * Finds restic on this machine, or fetches the pinned release into the state folder, checked against its hash. Without one the
 * agent stays, says what is wrong, and looks again.
 */
export const createResticSource = (parts: {
  config: AgentConfig
  folder: StateFolder
  /** Where a checkout of Backstay keeps its own; null for an agent that stands alone. */
  checkout: string | null
  clock: Clock
  fetch: typeof globalThis.fetch
  say: Say
}): { get(signal: AbortSignal): Promise<ResticHere> } => {
  const { config, folder, clock } = parts
  const fetched = join(folder.restic, pinnedVersion, 'restic')
  let here: ResticHere | null = null
  let lookAt = 0
  let fetchAt = 0

  const search = async () => {
    const { named, ...where } = { named: config.restic, checkout: parts.checkout, search_path: config.search_path }
    const candidates = resticCandidates({ named, ...where })
    return findRestic(named === null ? [...candidates, fetched] : candidates)
  }

  const look = async (signal: AbortSignal): Promise<ResticHere> => {
    const first = await search()
    if (first.found !== null) return { restic: first.found, trouble: null }
    if (config.restic === null && clock.nowMs() >= fetchAt) {
      fetchAt = clock.nowMs() + fetchAgainMs
      await download(signal)
      const second = await search()
      if (second.found !== null) return { restic: second.found, trouble: null }
    }
    return { restic: null, trouble: { code: 'no_restic', message: sentence(config.restic, first.too_old) } }
  }

  const download = async (signal: AbortSignal): Promise<void> => {
    const pinned = pinnedDownload(process.platform, process.arch)
    if (pinned === null) return
    parts.say(
      'info',
      `There is no restic ${oldestVersion} or newer here; fetching restic ${pinnedVersion} from its release page.`,
    )
    try {
      await fetchPinnedRestic({
        download: pinned,
        target: fetched,
        partial: `${fetched}.partial`,
        fetch: parts.fetch,
        signal: AbortSignal.any([signal, AbortSignal.timeout(fetchMs)]),
      })
    } catch (error) {
      parts.say('warning', `restic could not be fetched: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  return {
    get: async (signal) => {
      if (here !== null && (here.restic !== null || clock.nowMs() < lookAt)) return here
      here = await look(signal)
      lookAt = clock.nowMs() + searchAgainMs
      return here
    },
  }
}

const sentence = (named: string | null, tooOld: readonly FoundRestic[]): string => {
  if (named !== null)
    return `BACKSTAY_RESTIC names ${named}, which is no restic ${oldestVersion} or newer. Correct it in the agent's environment.`
  const [old] = tooOld
  const found = old === undefined ? 'There is no restic on this machine' : `${old.path} is restic ${old.version}`
  return `${found}, and its release page could not be reached. Install restic ${oldestVersion} or newer on the machine (into /usr/local/bin, for example); the agent finds it within a minute.`
}
