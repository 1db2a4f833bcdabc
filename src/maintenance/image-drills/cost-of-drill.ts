import { AppError } from '../../lib/errors.ts'
import { type Money, moneyWords } from '../../lib/money.ts'

/** A drill is given up, and its server destroyed, long before so many hours are billed. */
const billedHours = 4
/** By the hour, a month has at most so many: the fewest that a provider counts, so that the estimate is rather too high. */
const hoursOfMonth = 624

/** What a throw-away server of this price can cost at most. Throws drill_price where that is not known, or above the ceiling. Pure. */
export const costOfDrill = (price_per_month: Money | null, ceiling: Money): Money => {
  if (price_per_month === null)
    throw new AppError('drill_price', {
      message: 'The price of a server of this size is not known, so no drill is made of its images.',
    })
  const { amount_minor, currency } = price_per_month
  const cost = { amount_minor: Math.ceil((amount_minor * billedHours) / hoursOfMonth), currency }
  if (currency !== ceiling.currency)
    throw new AppError('drill_price', {
      message: `The provider bills in ${currency}, and the ceiling is in ${ceiling.currency}. Set one in ${currency}.`,
    })
  if (cost.amount_minor > ceiling.amount_minor)
    throw new AppError('drill_price', {
      message: `A drill can cost up to ${moneyWords(cost)}, and the ceiling is ${moneyWords(ceiling)}. Raise it, or leave this server out.`,
    })
  return cost
}
