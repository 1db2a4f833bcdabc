import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
const echoMs = 1_000

/**
 * Turns this process into another program, so that no second Node stays in memory and signals reach the program directly.
 * Where Node cannot do that (before 22.15), runs the program as a child, hands signals on and ends as the child ends.
 */
export function become(file, args, env = process.env) {
  if (typeof process.execve === 'function') {
    // It warns that it is experimental, on the terminal of people whom that does not concern.
    process.removeAllListeners('warning')
    process.execve(file, [file, ...args], env)
  }
  // A process group of its own: Ctrl-C reaches everything in the terminal's group, and npm passes it on as well, so a child
  // in that group would be told to stop up to three times. This way it is told once, by us.
  const child = spawn(file, args, { stdio: 'inherit', env, detached: true })
  const lastAt = new Map()
  for (const signal of signals) {
    process.on(signal, () => {
      const isEcho = Date.now() - (lastAt.get(signal) || 0) < echoMs
      lastAt.set(signal, Date.now())
      if (!isEcho) child.kill(signal)
    })
  }
  child.on('error', (error) => {
    process.stderr.write(`${file} could not be run: ${error.message}\n`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    for (const name of signals) process.removeAllListeners(name)
    if (signal === null) process.exit(code)
    process.kill(process.pid, signal)
    // Only reached when this process survives the signal.
    setTimeout(() => process.exit(128 + (constants.signals[signal] || 0)), echoMs)
  })
}
