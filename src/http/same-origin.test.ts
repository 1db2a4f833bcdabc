import { describe, expect, test } from 'vitest'
import { isOwnPage, type OriginFacts } from './same-origin.ts'

const facts = (extra: Partial<OriginFacts>): OriginFacts => ({
  sec_fetch_site: undefined,
  origin: undefined,
  own_origin: 'http://127.0.0.1:8484',
  public_origin: 'https://backups.example.com',
  ...extra,
})

describe('allowed', () => {
  test.each<[string, Partial<OriginFacts>]>([
    ['a command line tool, which sends neither header', {}],
    ['our own page', { sec_fetch_site: 'same-origin', origin: 'http://127.0.0.1:8484' }],
    ['our own page behind a proxy that changes Host', { sec_fetch_site: 'same-origin', origin: 'https://x.example' }],
    ['an address typed by a person', { sec_fetch_site: 'none' }],
    ['our own page in a browser without Sec-Fetch-Site', { origin: 'http://127.0.0.1:8484' }],
    ['the public address in such a browser', { origin: 'https://backups.example.com' }],
    [
      'the public address on another name of ours',
      { sec_fetch_site: 'cross-site', origin: 'https://backups.example.com' },
    ],
    ['localhost for 127.0.0.1', { sec_fetch_site: 'cross-site', origin: 'http://localhost:8484' }],
  ])('%s', (_name, extra) => expect(isOwnPage(facts(extra))).toBe(true))
})

describe('refused', () => {
  test.each<[string, Partial<OriginFacts>]>([
    ['another site', { sec_fetch_site: 'cross-site', origin: 'https://evil.example' }],
    ['another site in an old browser', { origin: 'https://evil.example' }],
    ['a neighbour under the same domain', { sec_fetch_site: 'same-site', origin: 'https://blog.example.com' }],
    ['another site that hides its origin', { sec_fetch_site: 'cross-site', origin: 'null' }],
    ['a hidden origin in an old browser', { origin: 'null' }],
    ['another site without Origin', { sec_fetch_site: 'cross-site' }],
    ['another program on this machine', { sec_fetch_site: 'same-site', origin: 'http://localhost:3000' }],
    ['the same names by another scheme', { sec_fetch_site: 'cross-site', origin: 'https://localhost:8484' }],
    [
      'loopback names when we are reached by another',
      { own_origin: 'http://10.0.0.5:8484', sec_fetch_site: 'cross-site', origin: 'http://localhost:8484' },
    ],
    ['any origin when Host is no host', { own_origin: null, public_origin: null, origin: 'http://127.0.0.1:8484' }],
    ['a header nobody sends', { sec_fetch_site: 'sort-of', origin: 'https://evil.example' }],
  ])('%s', (_name, extra) => expect(isOwnPage(facts(extra))).toBe(false))
})
