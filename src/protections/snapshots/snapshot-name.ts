import { ownPrefix } from './is-own-name.ts'

/**
 * The name of a snapshot at its provider: ours by its beginning, the server's by its middle, the run's by its end. Letters, digits and
 * dashes alone, which every provider takes.
 */
export const snapshotName = (of: { run_id: string; server_name: string; at: string }, most: number): string => {
  const date = of.at.slice(2, 10).replaceAll('-', '')
  const end = `${date}-${of.run_id.slice(-8)}`
  const middle = of.server_name
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, Math.max(0, most - ownPrefix.length - end.length - 1))
    .replace(/-$/, '')
  return [`${ownPrefix}${middle}`.replace(/-$/, ''), end].join('-')
}
