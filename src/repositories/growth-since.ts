import type { Services } from '../context.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'

/** From which day on the growth of storage counts: a month tells of the next one. */
export const growthSince = ({ clock }: Pick<Services, 'clock'>): string =>
  isoPlusMs(clock.now(), -30 * dayMs).slice(0, 10)
