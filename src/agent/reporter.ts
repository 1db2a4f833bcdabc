import {
  type AgentLogLine,
  type AgentProgress,
  Report,
  ReportReply,
  reportSeconds,
} from '../agent-protocol/messages.ts'
import { type Link, LinkError } from './link.ts'

/** Tells the server how far a run is, and hears from it whether to stop. Reports that get lost are repeated. */
export type Reporter = {
  progress(progress: AgentProgress): void
  log(level: AgentLogLine['level'], message: string): void
  /** Ends reporting; resolves with the lines that no report carried. */
  end(): Promise<AgentLogLine[]>
}

const timeoutMs = 15_000
const mostLines = 100
/** What waits while the server is away; the oldest go first. */
const mostWaiting = 1_000

export const startReporter = (parts: { link: Link; run_id: string; attempt: number; onStop: () => void }): Reporter => {
  let progress: AgentProgress | null = null
  let lines: AgentLogLine[] = []
  let unsent: Report | null = null
  let seq = 0
  let sending: Promise<void> | null = null
  let isOver = false

  const send = async () => {
    unsent ??= { attempt: parts.attempt, seq: ++seq, progress, log: lines.splice(0, mostLines) }
    try {
      const reply = await parts.link.post(`/agent/v1/runs/${parts.run_id}/report`, Report.parse(unsent), {
        reply: ReportReply,
        timeout_ms: timeoutMs,
      })
      unsent = null
      if (reply.stop && !isOver) parts.onStop()
    } catch (error) {
      if (!(error instanceof LinkError)) throw error
      // The run is worth nothing any more; all other failures pass, and the next report repeats this one.
      if (['agent_refused', 'not_found', 'not_yours'].includes(error.code) && !isOver) parts.onStop()
      if (error.code === 'invalid_request') unsent = null
    }
  }

  const tick = () => {
    sending ??= send()
      .catch(() => {
        unsent = null
      })
      .finally(() => {
        sending = null
      })
  }
  const timer = setInterval(tick, reportSeconds * 1_000)
  tick()

  return {
    progress: (next) => {
      progress = next
    },
    log: (level, message) => {
      lines.push({ level, message: message.slice(0, 2_000) })
      if (lines.length > mostWaiting) lines = lines.slice(-mostWaiting)
    },
    end: async () => {
      isOver = true
      clearInterval(timer)
      await sending
      return [...(unsent?.log ?? []), ...lines]
    },
  }
}
