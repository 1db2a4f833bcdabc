import type { Readable } from 'node:stream'
import type { Redact } from '../lib/redact.ts'
import { exitError, type ParseEvent } from './events.ts'
import { splitLines } from './split-lines.ts'
import { createTail } from './tail.ts'

/** Far above any event, far below what would hurt: a path is a few thousand bytes. */
const longestLine = 4_000_000
const tailLines = 50

export type Listener<Event> = {
  parse_event: ParseEvent<Event>
  on_event?: (event: Event) => unknown
  /** Lines that are no events: warnings, retries, the answers of commands without JSON. Redacted. */
  on_line?: (line: string, from: 'stdout' | 'stderr') => unknown
}

export type Heard = {
  /** The reason restic gave when it failed; null when it gave none. */
  error_message: string | null
  stderr_tail: readonly string[]
}

/** Takes apart what restic writes on its two streams, until both end. One handler runs at a time, and restic waits for it. */
export const createListening = <Event>(listener: Listener<Event>, redact: Redact) => {
  const tail = createTail(tailLines)
  let errorMessage: string | null = null
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = (work: () => unknown): Promise<unknown> => {
    turn = turn.then(work)
    return turn
  }
  const listen = async (stream: Readable, from: 'stdout' | 'stderr') => {
    const onOverlong = () => tail.add('(a line that is too long was left out)')
    for await (const line of splitLines(stream, { longest: longestLine, onOverlong })) {
      if (line === '') continue
      const end = from === 'stderr' ? readExitError(line) : null
      if (end !== null) errorMessage = redact(end)
      else if (from === 'stderr') tail.add(redact(line))
      const event = listener.parse_event(line)
      if (event !== null) await inTurn(() => listener.on_event?.(event))
      else await inTurn(() => listener.on_line?.(redact(line), from))
    }
  }
  return { listen, heard: (): Heard => ({ error_message: errorMessage, stderr_tail: tail.lines() }) }
}

const readExitError = (line: string): string | null => {
  if (!line.startsWith('{"message_type":"exit_error"')) return null
  try {
    return exitError.safeParse(JSON.parse(line)).data?.message ?? null
  } catch {
    return null
  }
}
