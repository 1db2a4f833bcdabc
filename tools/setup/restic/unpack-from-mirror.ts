import { spawn } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { oldestVersion, pinnedVersion } from '../../../src/restic/pinned.ts'
import { readVersion } from '../../../src/restic/read-version.ts'
import { isAtLeast } from '../../../src/restic/version.ts'
import { readAptSources } from './apt-sources.ts'

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'
/** Suites of Debian with a restic that is new enough. Their packages need nothing but the C library of Debian 12. */
const suites = ['trixie', 'forky'] as const
const aptMs = 5 * 60_000

/**
 * Takes restic out of the package of a newer Debian, from the mirror this machine is set up for. Works without root and
 * leaves the system alone: apt keeps its state in a folder of ours, and the package is unpacked, not installed.
 */
export const unpackFromMirror = async ({ target, partial }: { target: string; partial: string }): Promise<string> => {
  const mirror = findMirror()
  const work = `${partial}.apt`
  try {
    const apt = prepareApt(work, mirror)
    // One suite may be gone, or signed with a key this system does not know yet; then the other will do.
    const update = await run('apt-get', [...apt, 'update'])
    const { output: listed } = await run('apt-cache', [...apt, 'madison', 'restic'])
    const version = choose(listed)
    if (version === null)
      throw new Error(`The mirror ${mirror} gave no restic that is new enough.\n${complaints(update.output)}`)
    const download = await run('apt-get', [...apt, 'download', `restic=${version}`], work)
    const file = readdirSync(work).find((name) => name.endsWith('.deb'))
    if (file === undefined) throw new Error(`The package of restic did not arrive.\n${complaints(download.output)}`)
    const unpacked = await run('dpkg-deb', ['-x', join(work, file), join(work, 'unpacked')])
    if (!unpacked.ok) throw new Error(`The package of restic could not be unpacked.\n${unpacked.output}`)
    copyFileSync(join(work, 'unpacked', 'usr', 'bin', 'restic'), partial)
    chmodSync(partial, 0o755)
    const found = await readVersion(partial)
    if (found === null || !isAtLeast(found, oldestVersion))
      throw new Error('The restic of the package does not run here.')
    renameSync(partial, target)
    return found
  } finally {
    rmSync(partial, { force: true })
    rmSync(work, { recursive: true, force: true })
  }
}

/** The mirror of Debian's main archive that this system uses. */
const findMirror = (): string => {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  if (!/^ID=debian$/m.test(release)) throw new Error('Packages can be taken from the mirror on Debian only.')
  if (!existsSync(keyring)) throw new Error(`${keyring} is missing, so packages could not be checked.`)
  const folder = '/etc/apt/sources.list.d'
  const more = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []
  const files = ['/etc/apt/sources.list', ...more].filter((path) => existsSync(path) && /\.(list|sources)$/.test(path))
  const codename = /^VERSION_CODENAME=(\w+)$/m.exec(release)?.[1] ?? ''
  const source = files
    .flatMap((path) => readAptSources(path, readFileSync(path, 'utf8')))
    .find(
      ({ uri, suites: given, components }) =>
        /^(https?|file|mirror[+\w]*):/.test(uri) &&
        components.includes('main') &&
        given.some((suite) => suite === codename || suite === 'stable' || suite === 'oldstable') &&
        // Other archives name their suites after Debian's; only this one holds all of Debian.
        !/security|backports/.test(uri) &&
        /debian\/?$/.test(uri),
    )
  if (source === undefined) throw new Error("apt's sources name no mirror of Debian.")
  return source.uri
}

/** Options that keep apt away from the system's own lists, caches, logs and hooks. */
const prepareApt = (work: string, mirror: string): string[] => {
  for (const folder of ['state/lists/partial', 'cache/archives/partial', 'log'])
    mkdirSync(join(work, folder), { recursive: true })
  const lines = suites.map((suite) => `deb [signed-by=${keyring}] ${mirror} ${suite} main\n`)
  writeFileSync(join(work, 'sources.list'), lines.join(''))
  // Only a file can take back what the system's files have set.
  const hooks = ['Pre-Invoke', 'Post-Invoke', 'Post-Invoke-Success'].map((hook) => `#clear APT::Update::${hook};\n`)
  writeFileSync(join(work, 'apt.conf'), hooks.join(''))
  const options = {
    'Dir::Etc::sourcelist': join(work, 'sources.list'),
    'Dir::Etc::sourceparts': '-',
    'Dir::Etc::preferencesparts': '-',
    'Dir::State': join(work, 'state'),
    'Dir::State::lists': join(work, 'state', 'lists'),
    'Dir::State::status': '/var/lib/dpkg/status',
    'Dir::Cache': join(work, 'cache'),
    'Dir::Log': join(work, 'log'),
    // As root apt would go on as another user, who may not look into this folder.
    'APT::Sandbox::User': 'root',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
    'Acquire::http::Timeout': '20',
    'Acquire::https::Timeout': '20',
    // Unsigned or wrongly signed lists are refused whatever the system's settings say.
    'Acquire::AllowInsecureRepositories': 'false',
    'Acquire::AllowWeakRepositories': 'false',
    'APT::Get::AllowUnauthenticated': 'false',
  }
  const given = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`])
  return ['-q', '-c', join(work, 'apt.conf'), ...given]
}

// restic | 0.18.0-1+b4 | http://mirror.example/debian trixie/main amd64 Packages
const choose = (listed: string): string | null => {
  const offers = listed.split('\n').flatMap((line) => {
    const [name, version, from] = line.split('|').map((part) => part.trim())
    if (name !== 'restic' || version === undefined || from === undefined) return []
    return isAtLeast(version, oldestVersion) ? [{ version, from }] : []
  })
  // What we were made with, else the one of the older suite, which changes least.
  const pinned = offers.find(({ version }) => version.startsWith(`${pinnedVersion}-`))
  const rank = ({ from }: { from: string }) => suites.findIndex((suite) => from.includes(` ${suite}/`))
  return (pinned ?? offers.sort((a, b) => rank(a) - rank(b))[0])?.version ?? null
}

const complaints = (output: string): string => {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const plain = lines.filter((line) => /^(E|Err|W):/.test(line))
  // Where apt is missing altogether, there is just the one line about that.
  return (plain.length > 0 ? plain.slice(0, 5) : lines.slice(-1)).join('\n')
}

const run = (file: string, args: readonly string[], cwd?: string): Promise<{ ok: boolean; output: string }> =>
  new Promise((resolve) => {
    let output = ''
    const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' }
    const child = spawn(file, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: aptMs })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
    child.on('error', (error) => resolve({ ok: false, output: `${output}\n${error.message}` }))
    child.on('close', (code) => resolve({ ok: code === 0, output }))
  })
