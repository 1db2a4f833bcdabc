import { createHash } from 'node:crypto'

/** The same for the same advice, whenever it is worked out. Pure. */
export const draftId = (kind: string, organizationId: string, subjectId: string): string =>
  // Hex digits are among the letters of ids.
  `rec_${createHash('sha256').update(`${kind} ${organizationId} ${subjectId}`).digest('hex').slice(0, 26)}`
