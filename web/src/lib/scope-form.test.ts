import { expect, test } from 'vitest'
import { newScopeForm, readScope, scopeForm } from './scope-form.ts'

test('one thing a line, there and back', () => {
  const form = {
    ...newScopeForm,
    paths: '/srv\n /etc ',
    dumps: 'postgresql shop backup\nsqlite /srv/my app.db',
    before: 'stop-app.sh\nsystemctl stop app',
    limit: '2048',
  }
  const read = readScope(form)
  expect(read).toMatchObject({
    scope: {
      paths: ['/srv', '/etc'],
      dumps: [
        { kind: 'postgresql', database: 'shop', user: 'backup' },
        { kind: 'sqlite', path: '/srv/my app.db' },
      ],
      before: [{ script: 'stop-app.sh' }, { command: 'systemctl stop app' }],
      limit_upload_kib: 2048,
      max_cores: null,
    },
  })
  if ('scope' in read) expect(readScope(scopeForm(read.scope))).toEqual(read)
})

test.each([
  [{ paths: 'srv' }, 'paths'],
  [{ paths: '/srv/../etc' }, 'paths'],
  [{ paths: '' }, 'paths'],
  [{ dumps: 'oracle shop' }, 'dumps'],
  [{ limit: 'fast' }, 'limit'],
  [{ cores: '0' }, 'cores'],
])('%o is refused at its field', (more, field) => {
  const read = readScope({ ...newScopeForm, ...more })
  expect('problems' in read && read.problems).toHaveProperty(field)
})
