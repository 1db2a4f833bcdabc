import type { Clock } from '../lib/clock.ts'

export type Say = (level: 'info' | 'warning' | 'error', message: string) => void

/** Lines for whoever reads the journal of the machine. Control characters of other programs do not get through. */
export const createSay =
  (clock: Clock, out: { write(line: string): unknown }): Say =>
  (level, message) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out
    const clean = message.replaceAll(/[\u0000-\u001f\u007f]+/g, ' ')
    out.write(`${clock.now()} ${level}: ${clean}\n`)
  }
