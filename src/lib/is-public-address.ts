import { BlockList, isIPv4 } from 'node:net'

// Those of documentation are left out: they lead nowhere, and servers of sandbox clouds have them.
const special4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const

/** Within 2000::/3, outside of which nothing is public: protocols' own, documentation, and tunnels that carry any IPv4 address. */
const special6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const

/**
 * Whether an IP address is one of the public internet: no loopback, private, link-local, shared, multicast or reserved one, in
 * any way of writing it (IANA's special-purpose address registries, read in 2026).
 */
export const isPublicAddress = (address: string): boolean => {
  const blocked = new BlockList()
  if (isIPv4(address)) {
    for (const [net, bits] of special4) blocked.addSubnet(net, bits, 'ipv4')
    return !blocked.check(address, 'ipv4')
  }
  const global = new BlockList()
  global.addSubnet('2000::', 3, 'ipv6')
  for (const [net, bits] of special6) blocked.addSubnet(net, bits, 'ipv6')
  return global.check(address, 'ipv6') && !blocked.check(address, 'ipv6')
}
