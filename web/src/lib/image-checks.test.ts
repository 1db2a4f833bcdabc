import { expect, test } from 'vitest'
import { ApiError } from '../api/api-error.ts'
import { type ImageCheckFacts, imageChecks } from './image-checks.ts'

const point = {
  method: 'native',
  state: 'available',
  run_id: null,
  ref: '12',
  proven_at: null,
  missing_since: null,
  expired: false,
}
const server = { name: 'shop-1', protections: [], missing_since: null, locked: false }
const facts = (fit: ImageCheckFacts['fit']) =>
  ({
    ...{ point, server, provider: undefined, label: 'DigitalOcean', newer: [], busy: false, backing_up: false },
    ...{ fit, no_new_server: null },
  }) as unknown as ImageCheckFacts
const refused = (code: string) => new ApiError({ status: 410, code, message: 'Its own words.' })

test('an image that its provider does not have any more cannot be started with', () => {
  const checks = imageChecks(facts(refused('recovery_point_gone')))
  expect(checks).toMatchObject([{ key: 'point', tone: 'bad', remedy: 'backup' }])
})

test('a provider that does not answer is no obstacle, and nothing is claimed for it', () => {
  const checks = imageChecks(facts(refused('provider_unavailable')))
  expect(checks.find(({ key }) => key === 'fit')).toMatchObject({ tone: 'warn', more: 'Its own words.' })
  expect(checks.some(({ tone }) => tone === 'bad')).toBe(false)
})

test('a server that its provider does not have any more takes no image, and the image is not blamed', () => {
  const checks = imageChecks(facts(refused('server_missing')))
  expect(checks.filter(({ tone }) => tone === 'bad')).toMatchObject([{ key: 'fit', more: 'Its own words.' }])
})

test('an image that no drill booted is tried on a new server only by those who may make one', () => {
  const provider = { native: { can_restore_in_place: true, can_restore_to_new: true } } as ImageCheckFacts['provider']
  const proof = (no_new_server: string | null) =>
    imageChecks({ ...facts(undefined), provider, no_new_server }).find(({ key }) => key === 'proof')
  expect(proof(null)).toMatchObject({ tone: 'warn', remedy: 'new_server' })
  const refused = proof('A new server is billed to your operator. Ask them to restore to one.')
  expect(refused).toMatchObject({ tone: 'warn', more: 'A mistake shows only when the server starts.' })
  expect(refused?.remedy).toBeUndefined()
})
