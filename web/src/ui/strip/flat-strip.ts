import type { StripData } from './strip-codes.ts'

const days = 'n'.repeat(30)

/** The flat strip of something that has no backups, for empty and loading states. */
export const flatStrip: StripData = { image: days, files: days, proof: '', last_day: '1970-01-01' }
