import { createHmac } from 'node:crypto'
import type { Services } from '../context.ts'

/** Lets whoever has the e-mail stop what its reader gets, and nothing else. It names the person and is signed, so nothing is stored. */
export const unsubscribeToken = ({ secrets }: Services, userId: string): string => {
  const signature = createHmac('sha256', secrets.derive('unsubscribe')).update(userId).digest('base64url')
  return `${userId}.${signature}`
}
