import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../helpers/free-port.ts'
import { type Figure, median } from './figure.ts'

const root = join(import.meta.dirname, '../..')
const rounds = 5
const idleMs = 10_000

/** `npm start` as a person runs it, on an installed and built checkout: time to the ready line, and memory when idle. */
export const benchStart = async (): Promise<Figure[]> => {
  const cold: number[] = []
  const warm: number[] = []
  let memory = { tree: 0, npm: 0, processes: 0 }
  for (let round = 0; round < rounds; round++) {
    const dataDir = await mkdtemp(join(tmpdir(), 'backstay-bench-'))
    const first = await startOnce(dataDir)
    cold.push(first.seconds)
    await first.stop()
    const second = await startOnce(dataDir)
    warm.push(second.seconds)
    if (round === 0) {
      await new Promise((resolve) => setTimeout(resolve, idleMs))
      memory = await memoryOf(second.child.pid ?? 0)
    }
    await second.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  const target = 'target ≤ 3 s'
  return [
    {
      name: 'cold start to ready (new data directory)',
      value: median(cold),
      unit: 's',
      compared_to: target,
      note: spread(cold),
    },
    {
      name: 'warm start to ready (same data directory)',
      value: median(warm),
      unit: 's',
      compared_to: target,
      note: spread(warm),
    },
    {
      name: 'idle memory, Backstay and Postgres',
      value: memory.tree - memory.npm,
      unit: 'MiB',
      compared_to: 'target ≤ 300 MiB',
      note: `proportional set size of ${memory.processes} processes; npm itself adds ${memory.npm.toFixed(0)} MiB`,
    },
  ]
}

const spread = (values: number[]) =>
  `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)} in ${values.length} rounds`

const startOnce = async (dataDir: string) => {
  const began = performance.now()
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, BACKSTAY_DATA_DIR: dataDir, BACKSTAY_PORT: String(await freePort()), BACKSTAY_DEMO: '0' },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  })
  await readyLine(child)
  const seconds = (performance.now() - began) / 1000
  return {
    child,
    seconds,
    stop: async () => {
      const exited = once(child, 'exit')
      // As Ctrl-C does: to all of the foreground group.
      process.kill(-(child.pid ?? 0), 'SIGINT')
      await exited
    },
  }
}

const readyLine = async (child: ChildProcess) => {
  let text = ''
  for await (const part of child.stdout?.setEncoding('utf8') ?? []) {
    text += part
    if (text.includes('Backstay is ready: ')) {
      child.stdout?.resume()
      return
    }
  }
  throw new Error(`Backstay ended before it was ready:\n${text}`)
}

/** Proportional set size counts a page that several processes share once, divided among them. */
const memoryOf = async (pid: number): Promise<{ tree: number; npm: number; processes: number }> => {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
  }
  const tree = [pid]
  for (let i = 0; i < tree.length; i++) for (const [child, parent] of parents) if (parent === tree[i]) tree.push(child)
  const sizes = await Promise.all(tree.map(pssOf))
  return { tree: sizes.reduce((sum, size) => sum + size, 0), npm: sizes[0] ?? 0, processes: tree.length - 1 }
}

const pssOf = async (pid: number): Promise<number> => {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) / 1024
}
