import { expect, test } from 'vitest'
import { resticEnvironment, secretsIn } from './environment.ts'

test('holds what was given and nothing of ours', () => {
  expect(resticEnvironment({ password: 'p', search_path: '/usr/bin' })).toEqual({
    PATH: '/usr/bin',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    RESTIC_PROGRESS_FPS: '1',
    RESTIC_PASSWORD: 'p',
  })
})

test('names a file instead of the password, the credentials of the run, and the other repository', () => {
  const environment = resticEnvironment({
    password: { file: '/run/password' },
    rest: { username: 'run_1', password: 'credential' },
    from: { repository: 'rest:http://a:b@127.0.0.1/', password: 'other' },
    ...{ search_path: '/usr/bin', home: '/root', tmp_dir: '/var/tmp', time_zone: 'Europe/Berlin', max_cpus: 2 },
  })
  expect(environment).toMatchObject({
    ...{ RESTIC_PASSWORD_FILE: '/run/password', RESTIC_REST_USERNAME: 'run_1', RESTIC_REST_PASSWORD: 'credential' },
    ...{ RESTIC_FROM_REPOSITORY: 'rest:http://a:b@127.0.0.1/', RESTIC_FROM_PASSWORD: 'other' },
    ...{ HOME: '/root', TMPDIR: '/var/tmp', TZ: 'Europe/Berlin', GOMAXPROCS: '2' },
  })
  expect(environment).not.toHaveProperty('RESTIC_PASSWORD')
  expect(secretsIn(environment)).toEqual(['credential', 'other'])
})
