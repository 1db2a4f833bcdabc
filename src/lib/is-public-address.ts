import { BlockList, isIPv4 } from 'node:net'

const own = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const

/** An IPv4 address in the open, not one within somebody's own network: nobody gets to knock there through us. */
export const isPublicAddress = (address: string): boolean => {
  const inside = new BlockList()
  for (const [net, prefix] of own) inside.addSubnet(net, prefix)
  return isIPv4(address) && !inside.check(address)
}
