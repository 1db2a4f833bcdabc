import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from './clock.ts'

/** What an id's prefix says it is, for messages to people. */
export const idKinds = {
  acc: 'sign-in account',
  agt: 'agent',
  aud: 'audit event',
  crd: 'gateway credential',
  drl: 'drill',
  enr: 'enrolment',
  inv: 'invitation',
  key: 'API key',
  lnk: 'one-time link',
  loc: 'storage location',
  mem: 'member',
  ndl: 'notification delivery',
  ntc: 'notice',
  ntg: 'notification target',
  org: 'organization',
  otk: 'operator task',
  pac: 'provider account',
  pln: 'plan',
  prt: 'protection',
  rcp: 'recovery point',
  rec: 'recommendation',
  rep: 'repository',
  req: 'request',
  rst: 'restore',
  run: 'run',
  ses: 'session',
  srv: 'server',
  sub: 'subscription',
  tfa: 'two-factor secret',
  usr: 'user',
  ver: 'verification',
  wrk: 'worker process',
} as const
export type IdPrefix = keyof typeof idKinds

export type Ids = {
  /** A new id such as `org_01kq3v…`: later ids sort after earlier ones. */
  make(prefix: IdPrefix): string
  /** Random text for secrets, base64url, from `bytes` random bytes. */
  secret(bytes?: number): string
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

const base32 = (value: number, length: number): string => {
  let text = ''
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32)) text = alphabet[rest % 32] + text
  return text
}

/** As many as eight letters hold; twice that is more than a number counts exactly. */
const half = 2 ** 40

/** Time-ordered ids: 48 bits of milliseconds, then 80 random bits which count up within one millisecond. */
export const createIds = (clock: Clock): Ids => {
  let lastMs = 0
  let upper = 0
  let lower = 0
  return {
    make: (prefix) => {
      const nowMs = Math.max(clock.nowMs(), lastMs)
      if (nowMs !== lastMs) {
        const random = randomBytes(10)
        // Its upper half is free, so that there is room to count.
        upper = Math.floor(random.readUIntBE(0, 5) / 2)
        lower = random.readUIntBE(5, 5)
      } else if (++lower === half) {
        upper += 1
        lower = 0
      }
      lastMs = nowMs
      return `${prefix}_${base32(nowMs, 10)}${base32(upper, 8)}${base32(lower, 8)}`
    },
    secret: (bytes = 32) => randomBytes(bytes).toString('base64url'),
  }
}

/** What every id of this kind made at that time or later sorts after, so that a range of times is a range of ids. */
export const firstIdAt = (prefix: IdPrefix, iso: string): string =>
  `${prefix}_${base32(Date.parse(iso), 10)}${'0'.repeat(16)}`

/** A schema for one kind of id; refuses ids of another kind by name. */
export const idSchema = (prefix: IdPrefix) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`), `Expected ${anA(idKinds[prefix])} id (${prefix}_…).`)

const anA = (noun: string) => (/^[aeiou]/i.test(noun) ? `an ${noun}` : `a ${noun}`)
