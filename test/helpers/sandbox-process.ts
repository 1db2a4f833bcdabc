import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** A sandbox cloud in a process of its own, which a test can kill. */
export type SandboxProcess = {
  readonly url: string
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>
  /** Its control over HTTP, below `/_sandbox/`. */
  control<T>(method: string, path: string, body?: unknown): Promise<T>
}

export type SandboxProcessOptions = {
  readonly provider: string
  readonly state_dir: string
  readonly port?: number
  readonly servers?: number
  readonly seed?: number
  readonly settings?: Readonly<Record<string, unknown>>
}

export const startSandboxProcess = async (options: SandboxProcessOptions): Promise<SandboxProcess> => {
  const program = join(import.meta.dirname, 'hold-sandbox.ts')
  const child = spawn(process.execPath, [program, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await firstLine(child)
  return {
    url,
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
    control: async <T>(method: string, path: string, body?: unknown) => {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
      const reply = await fetch(`${url}/_sandbox/${path}`, init)
      if (!reply.ok) throw new Error(`${method} ${path}: ${await reply.text()}`)
      // Each test knows what it asks for.
      return (await reply.json()) as T
    },
  }
}

const firstLine = async ({ stdout }: ChildProcess): Promise<string> => {
  let text = ''
  for await (const chunk of stdout ?? []) {
    text += String(chunk)
    if (text.includes('\n')) return text.trim()
  }
  throw new Error('the sandbox cloud ended before it was ready')
}
