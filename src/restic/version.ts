import { z } from 'zod'

const versionMessage = z.object({ version: z.string() })

/** The version in what `restic version --json` prints, or in the plain sentence of releases that know no JSON. */
export const parseVersion = (output: string): string | null => {
  const json = output.split('\n').find((line) => line.startsWith('{'))
  if (json !== undefined) {
    try {
      return versionMessage.safeParse(JSON.parse(json)).data?.version ?? null
    } catch {
      return null
    }
  }
  return /^restic (\d+\.\d+\.\d+\S*)/m.exec(output)?.[1] ?? null
}

/** Whether a version is the other or newer. What stands behind the three numbers (`-dev`) does not count. */
export const isAtLeast = (version: string, oldest: string): boolean => {
  const [a, b] = [numbersOf(version), numbersOf(oldest)]
  if (a === null || b === null) return false
  const differing = a.findIndex((value, index) => value !== b[index])
  return differing === -1 || (a[differing] ?? 0) > (b[differing] ?? 0)
}

const numbersOf = (version: string): number[] | null => {
  const match = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version)
  return match === null ? null : match.slice(1, 4).map(Number)
}
