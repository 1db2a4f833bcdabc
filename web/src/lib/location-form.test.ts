import { expect, test } from 'vitest'
import { apiFields, checkLocation, freshLocation, locationInput, priceInput, priceValues } from './location-form.ts'
import { toFormFields } from './to-form-fields.ts'

const disk = { ...freshLocation, name: ' Second disk ', failure_domain: 'rack 2', path: '/srv/more' }
const bucket = {
  ...freshLocation,
  name: 'Frankfurt',
  failure_domain: 'Frankfurt',
  bucket: 'backups',
  access_key_id: 'id',
  secret_access_key: 'secret',
}
const also = { path_style: true, is_default: false }

test('what is missing is said field by field, for the chosen kind only', () => {
  expect(checkLocation('disk', disk)).toEqual({})
  expect(checkLocation('s3', bucket)).toEqual({})
  expect(Object.keys(checkLocation('disk', freshLocation))).toEqual(['name', 'failure_domain', 'path'])
  expect(Object.keys(checkLocation('s3', freshLocation))).toEqual([
    'name',
    'failure_domain',
    'bucket',
    'access_key_id',
    'secret_access_key',
  ])
  expect(checkLocation('disk', { ...disk, path: 'backups' })).toMatchObject({ path: expect.stringMatching('/srv') })
  expect(checkLocation('s3', { ...bucket, endpoint: 's3.example.com', prefix: '/a/' })).toMatchObject({
    endpoint: expect.stringMatching('https://'),
    prefix: expect.stringMatching('slashes'),
  })
})

test('the API gets what belongs to the kind, and nothing else', () => {
  expect(locationInput('disk', { ...disk, secret_access_key: 'typed before' }, also)).toEqual({
    name: 'Second disk',
    failure_domain: 'rack 2',
    is_default: false,
    kind: 'disk',
    disk: { path: '/srv/more' },
    price: null,
  })
  expect(locationInput('s3', bucket, also)).toMatchObject({
    s3: { endpoint: null, region: 'us-east-1', bucket: 'backups', prefix: '', path_style: true },
    credentials: { access_key_id: 'id', secret_access_key: 'secret' },
  })
})

test('a price is typed whole or not at all; 0 is one', () => {
  const price = { gb_month: { micros: 14_300, currency: 'USD' }, as_of: '2026-01-10' }
  const typed = { ...disk, gb_price: '0.0143', currency: 'usd', as_of: '2026-01-10' }
  expect(checkLocation('disk', typed)).toEqual({})
  expect(locationInput('disk', typed, also).price).toEqual(price)
  expect({ ...typed, ...priceValues(price) }).toEqual({ ...typed, currency: 'USD' })
  expect(priceInput({ ...typed, gb_price: '0' })?.gb_month.micros).toBe(0)
  expect(priceInput({ ...typed, gb_price: ' ' })).toBeNull()
  expect(priceValues(null)).toEqual({ gb_price: '', currency: 'EUR', as_of: '' })
  expect(Object.keys(checkLocation('disk', { ...disk, gb_price: '0,02', currency: '€' }))).toEqual([
    'currency',
    'as_of',
  ])
  expect(Object.keys(checkLocation('s3', { ...bucket, gb_price: 'much', as_of: '2026-01-10' }))).toEqual(['gb_price'])
})

test('remarks of the server find their fields', () => {
  expect(toFormFields({ 'disk.path': 'no', name: 'taken' })).toEqual({ path: 'no', name: 'taken' })
  for (const field of Object.keys(toFormFields(Object.fromEntries(apiFields.map((name) => [name, ''])))))
    expect(Object.keys(freshLocation)).toContain(field)
})
