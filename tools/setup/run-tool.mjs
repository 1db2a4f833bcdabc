import { spawn } from 'node:child_process'

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a tool to its end and collects what it says. Signals go to the tool first and end us once it is gone, so that no
 * half-done npm goes on behind the back of the next start.
 *
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function runTool(file, args, options) {
  return new Promise((resolve) => {
    let output = ''
    let stoppedBy = null
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    const forward = (signal) => {
      stoppedBy = signal
      child.kill(signal)
    }
    const finish = (result) => {
      for (const signal of forwarded) process.removeListener(signal, forward)
      if (stoppedBy === null) resolve(result)
      else process.kill(process.pid, stoppedBy)
    }
    for (const signal of forwarded) process.on(signal, forward)
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk
      })
    }
    child.on('error', (error) => finish({ ok: false, output: `${output}\n${error.message}` }))
    child.on('close', (code) => finish({ ok: code === 0, output }))
  })
}
