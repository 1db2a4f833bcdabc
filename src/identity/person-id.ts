import type { Caller } from '../context.ts'
import { AppError } from '../lib/errors.ts'

/** The user's id of a signed-in person. Throws unauthenticated for API keys and nobody. */
export const personId = (caller: Caller): string => {
  if (caller.kind !== 'user' || caller.id === null)
    throw new AppError('unauthenticated', { message: 'Sign in as a person; an API key cannot do this.' })
  return caller.id
}
