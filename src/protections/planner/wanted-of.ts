import type { Terms } from './schema.ts'

/** How long recovery points are to be kept: what was asked for, else what the plan keeps. */
export const wantedOf = ({ plan, wish }: Pick<Terms, 'plan' | 'wish'>): number =>
  wish.retention_days ?? plan.retention_days
