import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

// A password is meant to cost a tenth of a second each time it is set or tried. Tests sign in hundreds of people, so within
// a worker of Vitest it costs next to nothing; processes that tests start have the real cost. Nothing else here uses scrypt.
const { scrypt } = crypto
const isCheap = Symbol.for('backstay.cheap-scrypt')

// Files share their worker, and it is enough once.
if (!(isCheap in scrypt)) {
  const cheap = ((password, salt, length, options, done) =>
    scrypt(password, salt, length, { ...options, N: Math.min(16, options.N ?? 16) }, done)) as typeof scrypt
  crypto.scrypt = Object.assign(cheap, { [isCheap]: true })
  syncBuiltinESMExports()
}
