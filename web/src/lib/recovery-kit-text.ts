import type { RecoveryKit } from '../../../src/repositories/schema.ts'

type Kit = Pick<RecoveryKit, 'server_name' | 'address' | 'password' | 'commands' | 'made_at' | 'repository_id'>

/** The kit as a sheet of paper or a text file: everything that is needed, in the order in which it is done. */
export function recoveryKitText(kit: Kit): string {
  const steps = kit.commands.flatMap(({ what, command }, index) => [`${index + 1}. ${what}`, `   ${command}`, ''])
  return [
    `Recovery kit for ${kit.server_name}`,
    `made ${kit.made_at}, repository ${kit.repository_id}`,
    '',
    'With this sheet the backups can be read without Backstay: all it takes is restic (https://restic.net)',
    'and the place where the repository lies. Whoever holds it can read every backup of this server.',
    'Keep it away from the server and from the backups themselves.',
    '',
    `Repository: ${kit.address}`,
    `Password:   ${kit.password}`,
    '',
    ...steps,
  ].join('\n')
}

/** What the file is called: letters every file system takes. */
export function recoveryKitName(serverName: string): string {
  const name = serverName
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replaceAll(/^[.-]+|[.-]+$/g, '')
  return `recovery-kit-${name || 'server'}.txt`
}

export const hiddenPassword = '••••••••••••'

/** A command as it may stand on a screen that somebody else sees. */
export function withoutPassword(command: string, password: string): string {
  return command.replaceAll(password, hiddenPassword)
}
