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
  [{ BACKSTAY_PUBLIC_URL: 'https://example.com/backups' }, 'without a path'],
  [{ BACKSTAY_PUBLIC_URL: 'https://example.com/?a=1' }, 'BACKSTAY_PUBLIC_URL'],
  [{ BACKSTAY_PUBLIC_URL: 'https://example.com/#a' }, 'BACKSTAY_PUBLIC_URL'],
  [{ BACKSTAY_STRIPE_URL: 'stripe' }, 'BACKSTAY_STRIPE_URL'],
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

test('a variable that is no setting is named, with the one that was meant', () => {
  const warnings = (env: NodeJS.ProcessEnv) => loadConfig(env).warnings
  expect(warnings({ BACKSTAY_PROT: '80' })).toEqual([
    'BACKSTAY_PROT is no setting of Backstay and changes nothing. Did you mean BACKSTAY_PORT?',
  ])
  expect(warnings({ BACKSTAY_COLOUR_OF_THE_SKY: 'blue' })[0]).toContain('README.md')
  expect(warnings({ BACKSTAY_PORT: '80', BACKSTAY_CHROMIUM: '/usr/bin/chromium', PORT: '1', BACKSTAY_X: '' })).toEqual(
    [],
  )
})

test('the public URL loses its trailing slash', () => {
  expect(loadConfig({ BACKSTAY_PUBLIC_URL: 'https://backups.example.com/' }).public_url).toBe(
    'https://backups.example.com',
  )
})
