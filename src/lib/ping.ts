import { execFile } from 'node:child_process'
import { isIP } from 'node:net'

/** Pings with the program of this machine. */
export type Ping = {
  /** Why nobody can be pinged from here, with what to do about it; null when it works. */
  whyNot(): Promise<string | null>
  /** Null when the address answers, else why not, in few words. */
  ask(target: { address: string; timeout_ms: number }): Promise<string | null>
}

/** How a program ended: its exit code, `missing` when there is none of this name, null when it was stopped or could not be run. */
export type RunPing = (
  args: readonly string[],
  timeout_ms: number,
) => Promise<{ code: number | 'missing' | null; output: string }>

/** So much longer than it was told to wait itself. */
const graceMs = 2_000
/** The program is looked for where systems keep it, whatever this process was started with. */
const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** A child process of its own without a shell: the address is the last of its arguments, and nothing but an address gets there. */
export const runPing: RunPing = (args, timeout_ms) =>
  new Promise((resolve) => {
    const options = {
      timeout: timeout_ms,
      killSignal: 'SIGKILL',
      env: { LANG: 'C', PATH: path },
      maxBuffer: 100_000,
    } as const
    execFile('ping', [...args], options, (error, stdout, stderr) => {
      const output = `${stdout}\n${stderr}`
      if (error === null) return resolve({ code: 0, output })
      if (error.code === 'ENOENT') return resolve({ code: 'missing', output })
      resolve({ code: typeof error.code === 'number' ? error.code : null, output })
    })
  })

const missing =
  'There is no program ping on the machine that runs Backstay. Install it (on Debian and Ubuntu the package iputils-ping), or set a port.'
const notAllowed =
  'The program ping on the machine that runs Backstay may not send: even its own address 127.0.0.1 gives no answer. Give it the right (setcap cap_net_raw+ep on the program, or sysctl net.ipv4.ping_group_range), or set a port.'

/** `run` is how the program is started. */
export const createPing = (run: RunPing): Ping => {
  const once = (address: string, timeout_ms: number) =>
    run(['-q', '-c', '1', '-W', String(Math.ceil(timeout_ms / 1_000)), address], timeout_ms + graceMs)
  return {
    whyNot: async () => {
      const { code } = await once('127.0.0.1', 1_000)
      if (code === 0) return null
      return code === 'missing' ? missing : notAllowed
    },
    ask: async ({ address, timeout_ms }) => {
      if (isIP(address) === 0 || address.includes('%')) return 'it has no address of the internet'
      const { code } = await once(address, timeout_ms)
      if (code === 0) return null
      return code === 'missing' ? 'there is no program ping here any more' : 'no answer to a ping'
    },
  }
}
