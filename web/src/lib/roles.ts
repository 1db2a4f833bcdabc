import type { Role } from '../api/types.ts'

const rising: readonly Role[] = ['viewer', 'manager', 'owner']

/** Whether a role may do what another may. */
export function reaches(role: Role | 'operator', atLeast: Role): boolean {
  return role === 'operator' || rising.indexOf(role) >= rising.indexOf(atLeast)
}

/** What every act says that a viewer may not take. */
export const viewerWhy = 'You are a viewer here. Ask an owner or a manager.'

/** The roles in words, the least first, as every form offers them. */
export const roleWords: Record<Role, { word: string; may: string }> = {
  viewer: { word: 'Viewer', may: 'Sees servers, whether their backups are on, and the team. Changes nothing.' },
  manager: {
    word: 'Manager',
    may: 'Also switches backups on and off, restores, subscribes to plans, makes API keys and reads the activity.',
  },
  owner: { word: 'Owner', may: 'Also invites and removes people, and connects provider accounts.' },
}

export const rolesRising = rising
