import { coveringPaths } from './covering-paths.ts'

/** Whether a backup of these folders has all of those paths in it. */
export const coversPaths = (
  scope: { paths: readonly string[]; one_file_system: boolean },
  paths: readonly string[],
): boolean => {
  const taken = new Set(scope.paths)
  return coveringPaths(scope.paths, paths, scope.one_file_system).every((path) => taken.has(path))
}
