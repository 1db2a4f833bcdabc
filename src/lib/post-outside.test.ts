import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startWebhookReceiver, type WebhookReceiver } from '../../test/helpers/webhook-receiver.ts'
import { isPublicAddress } from './is-public-address.ts'
import { AddressRefused, postOutside } from './post-outside.ts'

let receiver: WebhookReceiver
beforeEach(async () => {
  receiver = await startWebhookReceiver()
})
afterEach(() => receiver.close())

const request = (url: string, public_only = true) => ({ url, headers: {}, body: '{}', public_only, timeout_ms: 5_000 })

describe('addresses', () => {
  test.each([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::8.8.8.8',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    '2001:db8::1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
  ])('%s is inside', (address) => expect(isPublicAddress(address)).toBe(false))
  test.each(['1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '2a00:1450:4001::1'])(
    '%s is outside',
    (address) => expect(isPublicAddress(address)).toBe(true),
  )
})

test.each([
  ['http://127.0.0.1'],
  ['http://localhost'],
  ['http://[::1]'],
  ['http://[::ffff:127.0.0.1]'],
  ['http://2130706433'],
  ['http://0x7f.1'],
  ['http://0177.0.0.1'],
  ['http://127.1'],
])('%s is refused for members, whatever listens there', async (origin) => {
  await expect(postOutside(request(`${origin}:${receiver.port}/`))).rejects.toThrow(AddressRefused)
  expect(receiver.received).toEqual([])
})

test('a name with one address inside is refused, and one that changes its mind gains nothing', async () => {
  const outside = { address: '1.1.1.1', family: 4 }
  const inside = { address: '127.0.0.1', family: 4 }
  const url = `http://rebinding.example:${receiver.port}/`
  await expect(postOutside(request(url), async () => [outside, inside])).rejects.toThrow(AddressRefused)
  // For operators the same name is called where it was found to be, though nothing else knows it: it is resolved once.
  let asked = 0
  const answers = [[inside], [outside]]
  const answer = await postOutside(request(url, false), async () => answers[asked++] ?? [])
  expect(answer.status).toBe(200)
  expect(asked).toBe(1)
  expect(receiver.received).toMatchObject([{ headers: { host: `rebinding.example:${receiver.port}` } }])
})

test('redirects are not followed, and no more of an answer is read than is shown', async () => {
  receiver.answer = { status: 302, headers: { location: `${receiver.url}/elsewhere` }, body: 'x'.repeat(1_000_000) }
  const answer = await postOutside(request(receiver.url, false))
  expect(answer.status).toBe(302)
  expect(answer.text.length).toBeLessThanOrEqual(16 * 1024)
  expect(receiver.received.map(({ path }) => path)).toEqual(['/'])
})

test('other schemes are refused', async () => {
  await expect(postOutside(request('file:///etc/passwd', false))).rejects.toThrow(AddressRefused)
})
