import { expect, test } from 'vitest'
import { readAptSources } from './apt-sources.ts'

test('reads the one-line form', () => {
  const text = [
    '# deb http://old.example/debian bookworm main',
    'deb http://mirror.example/debian bookworm main contrib # ours',
    'deb-src http://mirror.example/debian bookworm main',
    'deb [ arch=amd64 signed-by=/usr/share/keyrings/a.gpg ] https://a.example/apt stable main',
  ].join('\n')
  expect(readAptSources('sources.list', text)).toEqual([
    { uri: 'http://mirror.example/debian', suites: ['bookworm'], components: ['main', 'contrib'], signed_by: null },
    { uri: 'https://a.example/apt', suites: ['stable'], components: ['main'], signed_by: '/usr/share/keyrings/a.gpg' },
  ])
})

test('reads the form with fields', () => {
  const text = `Types: deb deb-src
# http://snapshot.example/debian
URIs: http://mirror.example/debian http://second.example/debian
Suites: bookworm
 bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://off.example/debian
Suites: sid
Components: main
Enabled: no

Types: deb
URIs: http://third.example/apt
Suites: x
Components: y
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
`
  const debian = { suites: ['bookworm', 'bookworm-updates'], components: ['main'] }
  const keyring = { signed_by: '/usr/share/keyrings/debian-archive-keyring.gpg' }
  expect(readAptSources('debian.sources', text)).toEqual([
    { uri: 'http://mirror.example/debian', ...debian, ...keyring },
    { uri: 'http://second.example/debian', ...debian, ...keyring },
    { uri: 'http://third.example/apt', suites: ['x'], components: ['y'], signed_by: null },
  ])
})
