import { spawn } from 'node:child_process'
import { childEnvironment } from './child-environment.ts'
import type { ServerUser } from './server-user.ts'

/** Runs a program of Postgres to its end, in a process group of its own so that Ctrl-C reaches only us. */
export const runAs = (
  user: ServerUser,
  program: string,
  programArgs: readonly string[],
  input = '',
): Promise<{ ok: boolean; output: string }> => {
  const { file, args } = user.command(program, programArgs)
  return new Promise((resolve) => {
    const child = spawn(file, args, { env: childEnvironment, cwd: '/', detached: true, stdio: 'pipe' })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString('utf8')
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    // It may end before it has read everything; its exit code tells.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    child.on('error', (error) => resolve({ ok: false, output: `${output}\n${error.message}`.trim() }))
    child.on('close', (code) => resolve({ ok: code === 0, output: output.trim() }))
  })
}
