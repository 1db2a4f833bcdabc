import { findProgram } from './find-program.ts'

/** Makes a program give way to what the machine is there for, as far as the system has the means. */
export const politely = async (
  program: { binary: string; args: readonly string[] },
  searchPath: string,
): Promise<{ binary: string; args: readonly string[] }> => {
  const [nice, ionice] = [await findProgram('nice', searchPath), await findProgram('ionice', searchPath)]
  const words = [
    ...(nice === null ? [] : [nice, '-n', '10']),
    // Best effort, last in line. Where it is not allowed, the program runs all the same.
    ...(ionice === null ? [] : [ionice, '-t', '-c', '2', '-n', '7']),
    program.binary,
    ...program.args,
  ]
  const [binary = program.binary, ...args] = words
  return { binary, args }
}
