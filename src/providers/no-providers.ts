import type { Providers } from './providers.ts'

const refuse = (): never => {
  throw new Error('This process speaks to no provider.')
}

/** For programs that speak to no provider, such as commands on the machine itself. */
export const noProviders: Providers = { describe: refuse, create: refuse, open: refuse, learn: refuse }
