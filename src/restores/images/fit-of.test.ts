import { expect, test } from 'vitest'
import { fitOf } from './fit-of.ts'

const server = { name: 'shop-1', region: 'fra1', size: 's-2vcpu-4gb', disk_bytes: 80e9 }
const size = (name: string, disk_gb: number) => ({ name, disk_gb, regions: null, price_per_month: null })
const wants = { regions: ['fra1'], min_disk_gb: 80, sizes: [size('s-2vcpu-4gb', 80)] }

test('an image that lies there and wants no more disk than there is fits', () => {
  expect(fitOf({ server, wants, label: 'DigitalOcean' })).toEqual({
    region: 'fra1',
    in_region: true,
    disk_gb: 80,
    needed_gb: 80,
    refusal: null,
  })
})

test.each([
  [
    'elsewhere',
    { ...wants, regions: ['nyc3', 'ams3'] },
    server,
    /has this image in nyc3, ams3, and shop-1 is in fra1\. Copy/,
  ],
  ['of a larger disk', { ...wants, min_disk_gb: 160 }, server, /has 80 GB, and this image wants 160 GB\. Enlarge/],
  // Only the processors were enlarged: the size has a larger disk than the server.
  [
    'for the disk of its size, which it has not',
    { ...wants, sizes: [size('s-2vcpu-4gb', 160)], min_disk_gb: 160 },
    server,
    /has 80 GB/,
  ],
])('one %s is refused, with what to do', (_name, image, on, words) => {
  expect(fitOf({ server: on, wants: image, label: 'DigitalOcean' }).refusal).toMatch(words)
})

test('where the provider tells nothing of the image, nothing is claimed', () => {
  expect(fitOf({ server, wants: null, label: 'Contabo' })).toEqual({
    region: 'fra1',
    in_region: null,
    disk_gb: 80,
    needed_gb: null,
    refusal: null,
  })
})
