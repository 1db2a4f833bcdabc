import { BlockList, isIP } from 'node:net'

/** Names that Fastify takes in place of addresses. */
const named: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

/** Tells which peers are among addresses and networks such as `10.0.0.5`, `192.168.0.0/16`, `10.0.0.0/255.0.0.0`, `loopback`. */
export const trustedPeers = (entries: readonly string[]): ((address: string) => boolean) => {
  const list = new BlockList()
  for (const entry of entries.flatMap((one) => named[one] ?? [one])) {
    const [address = '', size] = entry.split('/')
    const family = familyOf(address)
    const prefix = size === undefined ? null : prefixOf(size)
    // Fastify refuses to start with an entry that is no address.
    if (family === null || Number.isNaN(prefix)) continue
    if (prefix === null) list.addAddress(address, family)
    else list.addSubnet(address, prefix, family)
  }
  return (peer) => {
    const address = peer.replace(/^::ffff:(?=\d+\.)/, '')
    const family = familyOf(address)
    return family !== null && list.check(address, family)
  }
}

const familyOf = (address: string): 'ipv4' | 'ipv6' | null => {
  const version = isIP(address)
  return version === 0 ? null : version === 4 ? 'ipv4' : 'ipv6'
}

/** The number behind the slash; a mask such as 255.255.0.0 is counted out. */
const prefixOf = (size: string): number => {
  if (familyOf(size) !== 'ipv4') return Number.parseInt(size, 10)
  const bits = size.split('.').map((part) => Number(part).toString(2).padStart(8, '0'))
  return bits.join('').replace(/0+$/, '').length
}
