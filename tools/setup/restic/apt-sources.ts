/** A place packages come from, as apt's configuration names it. */
export type AptSource = {
  uri: string
  suites: readonly string[]
  components: readonly string[]
  signed_by: string | null
}

/** Reads a file of apt's sources, in the one-line form (`.list`) or the newer one (`.sources`). Switched-off entries are left out. */
export const readAptSources = (name: string, text: string): AptSource[] =>
  name.endsWith('.sources') ? readStanzas(text) : text.split('\n').flatMap(readLine)

// deb [signed-by=/usr/share/keyrings/x.gpg arch=amd64] http://mirror.example/debian bookworm main contrib
const readLine = (line: string): AptSource[] => {
  const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)((?:\s+[^\s#]+)*)/.exec(line)
  if (match === null) return []
  const [, options = '', uri = '', suite = '', components = ''] = match
  const signedBy = /(?:^|\s)signed-by=(\S+)/i.exec(options)?.[1] ?? null
  return [{ uri, suites: [suite], components: words(components), signed_by: signedBy }]
}

const readStanzas = (text: string): AptSource[] =>
  text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .split(/\n\s*\n/)
    .flatMap((stanza) => {
      const fields = fieldsOf(stanza)
      const field = (name: string) => words(fields.get(name) ?? '')
      if (!field('types').includes('deb') || fields.get('enabled')?.trim() === 'no') return []
      const signedBy = fields.get('signed-by')?.trim() ?? null
      return field('uris').map((uri) => ({
        uri,
        suites: field('suites'),
        components: field('components'),
        // A key written out in full instead of the name of a file is the key of another archive.
        signed_by: signedBy?.startsWith('/') ? (words(signedBy)[0] ?? null) : null,
      }))
    })

const fieldsOf = (stanza: string): Map<string, string> => {
  const fields = new Map<string, string>()
  let current = ''
  for (const line of stanza.split('\n')) {
    const match = /^([A-Za-z-]+):(.*)$/.exec(line)
    if (match !== null) current = (match[1] ?? '').toLowerCase()
    fields.set(current, `${fields.get(current) ?? ''} ${match === null ? line : match[2]}`)
  }
  return fields
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')
