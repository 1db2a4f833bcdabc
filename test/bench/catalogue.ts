import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addSnapshot } from '../../src/catalogue/add-snapshot.ts'
import { findFile } from '../../src/catalogue/find-file.ts'
import { listFolder } from '../../src/catalogue/list-folder.ts'
import { openCatalogue } from '../../src/catalogue/open-catalogue.ts'
import { searchNames } from '../../src/catalogue/search-names.ts'
import { snapshotNodes } from '../../src/catalogue/snapshot-nodes.ts'
import { seededRandom } from '../../src/lib/random.ts'
import { readLsNodes } from '../../src/restic/ls-nodes.ts'
import { type Figure, median, percentile } from './figure.ts'

const files = 1_000_000
const snapshots = 30
const filesInFolder = 25
const foldersInFolder = 20
const key = 'a key of the bench'

/** A million files in fifty thousand folders, of which one or two in a hundred change from each snapshot to the next. */
export const benchCatalogue = async (): Promise<Figure[]> => {
  const dir = await mkdtemp(join(tmpdir(), 'backstay-bench-'))
  try {
    const built = await build(dir)
    return [...built, ...(await browse(dir)), ...(await search(dir))]
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

const build = async (dir: string): Promise<Figure[]> => {
  const seconds: number[] = []
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 100)
  for (let snapshot = 0; snapshot < snapshots; snapshot++) {
    const began = performance.now()
    const nodes = snapshotNodes(readLsNodes(listing(snapshot)))
    await addSnapshot({ dir, key, snapshot_id: `s${snapshot}`, group: 'files', index_no: snapshot, nodes })
    seconds.push((performance.now() - began) / 1000)
  }
  clearInterval(watch)
  const bytes = (await Promise.all((await readdir(dir)).map((name) => stat(join(dir, name))))).map(({ size }) => size)
  const total = bytes.reduce((sum, size) => sum + size, 0)
  const generating = await secondsOfListing()
  const made = `making up the listing itself takes ${generating.toFixed(1)} s of it`
  return [
    { name: 'catalogue: first snapshot of 1,000,000 files', value: seconds[0] ?? 0, unit: 's', note: made },
    { name: 'catalogue: each further snapshot', value: median(seconds.slice(1)), unit: 's', note: made },
    { name: 'catalogue: memory of the process at most', value: peak / 2 ** 20, unit: 'MiB' },
    {
      name: 'catalogue: size with 30 snapshots',
      value: total / 2 ** 20,
      unit: 'MiB',
      note: `${(total / files).toFixed(1)} bytes a file`,
    },
  ]
}

const secondsOfListing = async (): Promise<number> => {
  const began = performance.now()
  for await (const _ of listing(0));
  return (performance.now() - began) / 1000
}

const browse = async (dir: string): Promise<Figure[]> => {
  const random = seededRandom(7)
  const ms: number[] = []
  const openOne = async (path: string) => {
    const began = performance.now()
    const catalogue = await openCatalogue({ dir, key })
    const query = { snapshot_id: `s${Math.floor(random.fraction() * snapshots)}`, path, after: null, limit: 200 }
    const folder = await listFolder(catalogue, query)
    await catalogue.close()
    if (!folder.found || folder.entries.length === 0) throw new Error(`${path} was not found`)
    return performance.now() - began
  }
  const folders = files / filesInFolder
  const pick = () => folderPath(Math.floor(random.fraction() * folders))
  const cold = await openOne(pick())
  for (let round = 0; round < 300; round++) ms.push(await openOne(pick()))
  const versions: number[] = []
  for (let round = 0; round < 100; round++) {
    const began = performance.now()
    const catalogue = await openCatalogue({ dir, key })
    const found = await findFile(catalogue, filePath(Math.floor(random.fraction() * files)))
    await catalogue.close()
    if (found.length === 0) throw new Error('a file was not found')
    versions.push(performance.now() - began)
  }
  return [
    { name: 'catalogue: a folder opened first', value: cold, unit: 'ms', compared_to: 'target ≤ 1500 ms cold' },
    {
      name: 'catalogue: a folder opened, p95 of 300',
      value: percentile(ms, 0.95),
      unit: 'ms',
      compared_to: 'target ≤ 150 ms warm',
      note: 'the files are opened anew each time',
    },
    { name: 'catalogue: the versions of a file, p95 of 100', value: percentile(versions, 0.95), unit: 'ms' },
  ]
}

const search = async (dir: string): Promise<Figure[]> => {
  const ids = new Set(Array.from({ length: snapshots }, (_, snapshot) => `s${snapshot}`))
  const timed = async (text: string) => {
    const began = performance.now()
    const catalogue = await openCatalogue({ dir, key })
    const query = { text, snapshot_ids: ids, after: null, limit: 50, outOfTime: () => false }
    const { hits } = await searchNames(catalogue, query)
    await catalogue.close()
    return { ms: performance.now() - began, hits: hits.length }
  }
  const nothing = await timed('no such name')
  const rare = await timed('report-777776')
  const common = await timed('REPORT')
  return [
    { name: 'catalogue: search that finds nothing', value: nothing.ms, unit: 'ms', note: 'looks at every name' },
    { name: 'catalogue: search for a rare name', value: rare.ms, unit: 'ms', note: `${rare.hits} found` },
    { name: 'catalogue: search for a common name', value: common.ms, unit: 'ms', note: 'the first 50' },
  ]
}

const folderPath = (folder: number): string =>
  folder < foldersInFolder
    ? `/srv/data/area ${folder}`
    : `${folderPath(Math.floor(folder / foldersInFolder) - 1 < 0 ? 0 : Math.floor(folder / foldersInFolder) - 1)}/project ${folder}`

const fileName = (file: number): string =>
  `${['report', 'IMG', 'invoice', 'index'][file % 4]}-${file}.${['pdf', 'jpg', 'txt'][file % 3]}`

const filePath = (file: number): string => `${folderPath(Math.floor(file / filesInFolder))}/${fileName(file)}`

/** As restic writes it. A file changes in a snapshot when chance says so, the same for every run. */
async function* listing(snapshot: number): AsyncGenerator<Buffer> {
  const random = seededRandom(1)
  let lines: string[] = ['{"message_type":"snapshot","struct_type":"snapshot"}']
  for (const path of ['/srv', '/srv/data']) lines.push(nodeLine(path, 'dir', 0, 0))
  for (let file = 0; file < files; file++) {
    if (file % filesInFolder === 0) lines.push(nodeLine(folderPath(file / filesInFolder), 'dir', 0, 0))
    const own = random.fraction()
    // About 1.5 % of the files are new in each snapshot: each changed last at a snapshot of its own choosing.
    const period = own < 0.2 ? 13 : Number.POSITIVE_INFINITY
    const phase = Math.floor(own * 65)
    const changed = period === 13 ? Math.floor((snapshot + phase) / period) : 0
    lines.push(nodeLine(filePath(file), 'file', Math.floor(own * 1e6) + changed, changed * 86_400_000 + file * 977))
    if (lines.length < 200) continue
    yield Buffer.from(`${lines.join('\n')}\n`)
    lines = []
  }
  if (lines.length > 0) yield Buffer.from(`${lines.join('\n')}\n`)
}

const nodeLine = (path: string, type: string, size: number, ms: number): string => {
  const time = new Date(1_700_000_000_000 + ms).toISOString()
  const name = path.slice(path.lastIndexOf('/') + 1)
  return `{"name":"${name}","type":"${type}","path":"${path}","uid":0,"gid":0,${type === 'file' ? `"size":${size},` : ''}"mode":${type === 'dir' ? 2147484141 : 420},"permissions":"-rw-r--r--","mtime":"${time}","atime":"${time}","ctime":"${time}","inode":2225809,"message_type":"node","struct_type":"node"}`
}
