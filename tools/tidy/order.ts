/**
 * What `src/` is made of, in the order of imports: each part may import those above it and nothing below. The nouns differ from
 * the first plan in some places, each because the code showed the direction of the facts: `events` and `audit` come
 * first, so that every change can leave its audit event in its own transaction; `installation` comes before `identity`, since it
 * knows nobody; `notifications` comes before `organizations`, which mail invitations; `runs` and
 * `operator-tasks` come before all that starts or raises them; `agents` come after `repositories`, since an agent that takes
 * work gets the way into its repository with it.
 */
export const foundations = [
  'lib',
  'db',
  'jobs',
  'providers',
  'sandbox',
  'storage',
  'restic',
  'catalogue',
  'agent-protocol',
  'agent',
] as const

export const nouns = [
  'events',
  'audit',
  'installation',
  'identity',
  'notifications',
  'organizations',
  'billing',
  'runs',
  'operator-tasks',
  'provider-accounts',
  'servers',
  'repositories',
  'recovery-points',
  'agents',
  'protections',
  'restores',
  'bulk',
  'maintenance',
  'insights',
] as const

export const doors = ['gateway', 'http', 'worker', 'cli', 'demo'] as const

export const order: readonly string[] = [...foundations, ...nouns, ...doors]

/** Parts that are used elsewhere than in the server, or below everything: they import nothing but these. */
export const islands: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  restic: ['lib'],
  catalogue: ['lib', 'restic'],
  'agent-protocol': ['lib'],
  agent: ['lib', 'restic', 'agent-protocol'],
}

/** Files that say what a verb, a task and a route are; everything but the islands may import them. */
export const contracts: readonly string[] = ['config.ts', 'context.ts', 'tasks.ts', 'route.ts', 'version.ts']
/** What those may import themselves: they stand above the nouns. */
export const belowContracts: readonly string[] = ['lib', 'db', 'jobs', 'providers']

/** Files that put the parts together. They import anything; nothing but each other imports them. */
export const compositions: readonly string[] = ['main.ts', 'start.ts', 'start-api.ts', 'start-gateway.ts']

/** The part of a file under `src/`: its folder, or its own name at the top. */
export const partOf = (path: string): string | null => /^src\/([^/]+)/.exec(path)?.[1] ?? null

export const isNoun = (part: string): boolean => (nouns as readonly string[]).includes(part)
