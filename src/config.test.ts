import { expect, test } from 'vitest'
import { loadConfig } from './config.ts'
import { StartupError } from './lib/startup-error.ts'

test('nothing needs to be set', () => {
  expect(loadConfig({})).toMatchObject({
    host: '127.0.0.1',
    port: 8484,
    database_url: null,
    roles: ['api', 'worker', 'gateway'],
    demo: null,
  })
})

test('an empty variable counts as unset', () => {
  expect(loadConfig({ BACKSTAY_PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 8484, database_url: null })
})

test.each([
  [{ BACKSTAY_PORT: 'http' }, 'BACKSTAY_PORT'],
  [{ BACKSTAY_PORT: '70000' }, 'BACKSTAY_PORT'],
  [{ DATABASE_URL: 'mysql://db' }, 'DATABASE_URL'],
  [{ BACKSTAY_SECRET_KEY: 'short' }, 'openssl rand'],
  [{ BACKSTAY_ROLES: 'api,cook' }, 'BACKSTAY_ROLES'],
  [{ BACKSTAY_PUBLIC_URL: 'backups.example.com' }, 'BACKSTAY_PUBLIC_URL'],
  [{ BACKSTAY_TLS_CERT: '/cert.pem' }, 'BACKSTAY_TLS_KEY'],
  [{ BACKSTAY_ADMIN_EMAIL: 'a@example.com' }, 'BACKSTAY_ADMIN_PASSWORD'],
  [{ BACKSTAY_LOG: 'loud' }, 'BACKSTAY_LOG'],
  [{ STRIPE_SECRET_KEY: 'sk_test_1' }, 'STRIPE_WEBHOOK_SECRET'],
  [{ STRIPE_SECRET_KEY: 'whsec_1', STRIPE_WEBHOOK_SECRET: 'sk_test_1' }, 'STRIPE_SECRET_KEY'],
  [{ BACKSTAY_STRIPE_URL: 'http://127.0.0.1:12111/v1' }, 'BACKSTAY_STRIPE_URL'],
])('%o is refused with the name of what is wrong', (env, name) => {
  expect(() => loadConfig(env)).toThrow(StartupError)
  expect(() => loadConfig(env)).toThrow(name)
})

test('the public URL loses its trailing slash', () => {
  expect(loadConfig({ BACKSTAY_PUBLIC_URL: 'https://backups.example.com/' }).public_url).toBe(
    'https://backups.example.com',
  )
})
