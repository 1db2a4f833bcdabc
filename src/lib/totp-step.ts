import { createHmac, timingSafeEqual } from 'node:crypto'

const stepMs = 30_000
/** Clocks differ, and people type slowly: one step to either side counts. */
const tolerance = [-1, 0, 1]

/** The time step whose six digits a code is (RFC 6238); null when it is of none around now. */
export const totpStepOf = (secret: string, code: string, nowMs: number): number | null => {
  const now = Math.floor(nowMs / stepMs)
  const steps = tolerance.map((offset) => now + offset).filter((step) => isEqual(code, digitsOf(secret, step)))
  return steps.at(-1) ?? null
}

const digitsOf = (secret: string, step: number): string => {
  const counter = Buffer.alloc(8)
  counter.writeBigInt64BE(BigInt(step))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

const isEqual = (given: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
