import { tellTimes } from './tell-times.ts'

/** Whether a sentence of the API says this, as it was written or with its times by the reader's clocks; without regard to case. */
export function hasText(sentence: string, text: string, options: { now: Date; timeZone?: string }): boolean {
  const wanted = text.toLowerCase()
  return [sentence, tellTimes(sentence, options)].some((one) => one.toLowerCase().includes(wanted))
}
