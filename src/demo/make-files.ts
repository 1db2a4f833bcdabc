import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** What the demo's machine keeps: small, and readable when somebody opens it in the file browser. */
export const makeFiles = async (folder: string): Promise<void> => {
  for (const [name, content] of files()) {
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content, { mode: 0o644 })
  }
}

const months = ['2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11']
const names = ['Aalto', 'Bergström', 'Costa', 'Dubois', 'Eriksen', 'Ferrand', 'Gruber', 'Haas', 'Ivanova', 'Jansen']

const files = (): [string, string | Buffer][] => [
  ['README.txt', 'Files of the demo. Change or delete some, back up, and restore them.\n'],
  ['website/index.html', page('Kestrel Dental', 'Open Monday to Friday, 8:00 to 18:00.')],
  ['website/team.html', page('Our team', names.slice(0, 4).join(', '))],
  ['website/style.css', 'body { font: 16px/1.5 system-ui; max-width: 40rem; margin: 2rem auto }\n'],
  ...months.map((month): [string, string] => [`invoices/${month}.csv`, invoices(month)]),
  ...names.map((name, index): [string, string] => [`letters/${name.toLowerCase()}.txt`, letter(name, index)]),
  ...names.slice(0, 6).map((name, index): [string, Buffer] => [`x-rays/${name.toLowerCase()}.pgm`, picture(index)]),
]

const page = (title: string, text: string) =>
  `<!doctype html>\n<title>${title}</title>\n<link rel="stylesheet" href="style.css">\n<h1>${title}</h1>\n<p>${text}</p>\n`

const invoices = (month: string) => {
  const lines = names.map(
    (name, index) => `${month}-${String(index + 1).padStart(3, '0')},${name},${80 + index * 15}.00`,
  )
  return `number,name,amount\n${lines.join('\n')}\n`
}

const letter = (name: string, index: number) =>
  `Dear ${name},\n\nyour next appointment is on ${index + 2} December at ${9 + (index % 6)}:00.\n\nKestrel Dental\n`

const side = 256
/** Grey noise that is the same every time: nothing a backup could compress away. */
const picture = (seed: number): Buffer => {
  const rows = Array.from({ length: side }, (_, row) => {
    const parts = Array.from({ length: side / 32 }, (_, part) =>
      createHash('sha256').update(`${seed} ${row} ${part}`).digest(),
    )
    return Buffer.concat(parts)
  })
  return Buffer.concat([Buffer.from(`P5\n${side} ${side}\n255\n`), ...rows])
}
