import { CronExpressionParser } from 'cron-parser'

// Five fields of numbers, names, lists, ranges and steps. What the parser knows beyond that (seconds, @daily, H, L, #)
// other programs read otherwise.
const fiveFields = /^([\da-z*,/-]+\s+){4}[\da-z*,/-]+$/i

/** Whether this is a cron expression that comes true sometime: the 30th of February does not. */
export const isCron = (text: string): boolean => {
  if (!fiveFields.test(text)) return false
  try {
    CronExpressionParser.parse(text)
    return true
  } catch {
    return false
  }
}
