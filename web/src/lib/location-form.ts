import type { StorageLocation, StoragePrice } from '../../../src/repositories/schema.ts'
import type { NewStorageLocation } from '../api/storage.ts'
import { microsOf } from './micros-of.ts'

export type LocationKind = StorageLocation['kind']

/** What the form for a storage location holds; the keys are only ever sent. */
export const freshLocation = {
  name: '',
  failure_domain: '',
  path: '',
  endpoint: '',
  region: 'us-east-1',
  bucket: '',
  prefix: '',
  access_key_id: '',
  secret_access_key: '',
  gb_price: '',
  currency: 'EUR',
  as_of: '',
}
export type LocationForm = typeof freshLocation
export type LocationField = keyof LocationForm

/** All or none of them. */
export const priceFields = ['gb_price', 'currency', 'as_of'] as const
const keyFields = ['access_key_id', 'secret_access_key'] as const
const fieldsOf: Record<LocationKind, readonly LocationField[]> = {
  disk: ['name', 'failure_domain', 'path', ...priceFields],
  s3: ['name', 'failure_domain', 'endpoint', 'region', 'bucket', 'prefix', ...keyFields, ...priceFields],
}

const checks: Record<LocationField, (value: string, values: LocationForm) => string | null> = {
  name: (value) => wanted(value, 'Type a name.'),
  failure_domain: (value) => wanted(value, 'Say what would be lost together with it, such as a building.'),
  path: (value) => (value.trim().startsWith('/') ? null : 'Type the whole path of a folder, such as /srv/backups.'),
  endpoint: (value) =>
    value.trim() === '' || /^https?:\/\/[^\s/@]+/.test(value.trim())
      ? null
      : 'Type a whole address, such as https://s3.example.com.',
  region: (value) => wanted(value, 'Type the region; us-east-1 where the server has none.'),
  bucket: (value) => wanted(value, 'Type the name of the bucket.'),
  prefix: (value) => (/^\/|\/$|\s/.test(value.trim()) ? 'Leave out the slashes around it, and spaces in it.' : null),
  access_key_id: (value) => wanted(value, 'Type the access key.'),
  secret_access_key: (value) => wanted(value, 'Type the secret key.'),
  gb_price: (value) =>
    value.trim() === '' || microsOf(value) !== null ? null : 'Type a price, such as 0.02, or nothing.',
  currency: (value, values) =>
    isUnpriced(values) || /^[A-Za-z]{3}$/.test(value.trim()) ? null : 'Three letters, such as EUR.',
  as_of: (value, values) =>
    isUnpriced(values) || /^\d{4}-\d{2}-\d{2}$/.test(value) ? null : 'Enter the day on which this price was seen.',
}

const isUnpriced = ({ gb_price }: LocationForm) => gb_price.trim() === ''

const wanted = (value: string, say: string) => (value.trim() === '' ? say : null)

/** What has to be mended before anything is sent, by field; fields of the other kind do not count. */
export function checkLocation(kind: LocationKind, values: LocationForm): Partial<Record<LocationField, string>> {
  return checkFields(fieldsOf[kind], values)
}

/** The same for some of the fields. */
export function checkFields(
  fields: readonly LocationField[],
  values: LocationForm,
): Partial<Record<LocationField, string>> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const say = checks[field](values[field], values)
      return say === null ? [] : [[field, say]]
    }),
  )
}

/** The price as the form shows it. */
export function priceValues(price: StoragePrice | null): Pick<LocationForm, (typeof priceFields)[number]> {
  if (price === null) return { gb_price: '', currency: freshLocation.currency, as_of: '' }
  const { gb_month, as_of } = price
  return { gb_price: String(gb_month.micros / 1e6), currency: gb_month.currency, as_of }
}

/** The price that is typed; null where none is. Call it once the checks pass. */
export function priceInput({ gb_price, currency, as_of }: LocationForm): StoragePrice | null {
  const micros = microsOf(gb_price)
  return micros === null ? null : { gb_month: { micros, currency: currency.trim().toUpperCase() }, as_of }
}

/** The form as the API takes it. */
export function locationInput(
  kind: LocationKind,
  values: LocationForm,
  also: { path_style: boolean; is_default: boolean },
): NewStorageLocation {
  const text = (field: LocationField) => values[field].trim()
  const about = {
    name: text('name'),
    failure_domain: text('failure_domain'),
    is_default: also.is_default,
    price: priceInput(values),
  }
  if (kind === 'disk') return { ...about, kind, disk: { path: text('path') } }
  return {
    ...about,
    kind,
    s3: {
      endpoint: text('endpoint') || null,
      region: text('region'),
      bucket: text('bucket'),
      prefix: text('prefix'),
      path_style: also.path_style,
    },
    credentials: { access_key_id: text('access_key_id'), secret_access_key: text('secret_access_key') },
  }
}

/** The names the server uses for the fields of this form. */
export const apiFields = [
  'name',
  'failure_domain',
  'disk.path',
  's3.endpoint',
  's3.region',
  's3.bucket',
  's3.prefix',
  'credentials.access_key_id',
  'credentials.secret_access_key',
  'price.gb_month.currency',
  'price.as_of',
] as const
