import { createHash } from 'node:crypto'
import { type MasterKey, seal } from './restic-envelope.ts'

/** Any name at all, and several of one name: what restic itself never writes. */
export type ForgedNode =
  | { name: string; type: 'file'; content: string; mode?: number }
  | { name: string; type: 'symlink'; linktarget: string }
  | { name: string; type: 'dir'; nodes: readonly ForgedNode[] }

export type ForgedObject = { type: 'data' | 'index' | 'snapshots'; bytes: Buffer }
export type ForgedTree = { snapshot: string; objects: ForgedObject[] }

/** The objects of a snapshot that no machine could have made, as whoever has the password can. In the order to upload them in. */
export const forgeTree = (key: MasterKey, nodes: readonly ForgedNode[]): ForgedTree => {
  const sealed = (plain: Buffer) => seal(key, plain)
  const blobs: Blob[] = []
  const tree = treeOf(nodes, (type, plain) => {
    const id = sha256(plain)
    if (!blobs.some((known) => known.id === id)) blobs.push({ id, type, bytes: sealed(plain) })
    return id
  })
  const packs = (['data', 'tree'] as const)
    .map((type) => blobs.filter((blob) => blob.type === type))
    .filter((some) => some.length > 0)
    .flatMap((some) => packOf(some, sealed))
  const facts = { time: '2026-01-15T12:00:00Z', hostname: 'crafted', paths: ['/srv'], username: 'root', tree }
  const snapshot = sealed(Buffer.from(JSON.stringify(facts)))
  return { snapshot: sha256(snapshot), objects: [...packs, { type: 'snapshots', bytes: snapshot }] }
}

type Blob = { id: string; type: 'data' | 'tree'; bytes: Buffer }

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

type KeepBlob = (type: Blob['type'], plain: Buffer) => string

/** Go's bits for folders and symbolic links. */
const folderBit = 2 ** 31
const linkBit = 2 ** 27

const treeOf = (nodes: readonly ForgedNode[], keep: KeepBlob): string => {
  const time = '2026-01-15T12:00:00Z'
  const common = { mtime: time, atime: time, ctime: time, uid: process.getuid?.(), gid: process.getgid?.() }
  const listed = nodes.map((node) => {
    // Names are quoted as Go does it, which for what occurs here is as JSON does it.
    const base = { name: JSON.stringify(node.name).slice(1, -1), type: node.type, ...common }
    if (node.type === 'symlink') return { ...base, mode: linkBit + 0o777, linktarget: node.linktarget, content: null }
    if (node.type === 'dir')
      return { ...base, mode: folderBit + 0o755, content: null, subtree: treeOf(node.nodes, keep) }
    const plain = Buffer.from(node.content)
    return { ...base, mode: node.mode ?? 0o644, size: plain.length, content: [keep('data', plain)] }
  })
  return keep('tree', Buffer.from(`${JSON.stringify({ nodes: listed })}\n`))
}

/** A pack of blobs, and an index that names them. */
const packOf = (blobs: readonly Blob[], sealed: (plain: Buffer) => Buffer): ForgedObject[] => {
  const header = sealed(Buffer.concat(blobs.map(headerOf)))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(header.length)
  const pack = Buffer.concat([...blobs.map(({ bytes }) => bytes), header, length])
  let end = 0
  const listed = blobs.map(({ id, type, bytes }) => {
    end += bytes.length
    return { id, type, offset: end - bytes.length, length: bytes.length }
  })
  const index = sealed(Buffer.from(JSON.stringify({ packs: [{ id: sha256(pack), blobs: listed }] })))
  return [
    { type: 'data', bytes: pack },
    { type: 'index', bytes: index },
  ]
}

const headerOf = ({ id, type, bytes }: Blob): Buffer => {
  const head = Buffer.alloc(5)
  head.writeUInt8(type === 'data' ? 0 : 1)
  head.writeUInt32LE(bytes.length, 1)
  return Buffer.concat([head, Buffer.from(id, 'hex')])
}
