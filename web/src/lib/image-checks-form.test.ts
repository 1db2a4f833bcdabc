import { expect, test } from 'vitest'
import { imageChecksForm, imageChecksInput, imageChecksProblems } from './image-checks-form.ts'

const server = { health_port: 22, health_ping: false, price: { amount_minor: 2400, currency: 'USD' } }
const drills = {
  server_id: 'srv_1',
  enabled: true,
  possible: true,
  ceiling: { amount_minor: 50, currency: 'EUR' },
  next_at: null,
  refused: null,
}

test('it begins with what is set; the currency is that of the provider’s price', () => {
  expect(imageChecksForm({ server, drills })).toEqual({
    health: 'port',
    port: '22',
    drills: true,
    ceiling: '0.50',
    currency: 'EUR',
  })
  expect(imageChecksForm({ server: { ...server, health_port: null }, drills: undefined })).toEqual({
    health: 'none',
    port: '',
    drills: false,
    ceiling: '',
    currency: 'USD',
  })
})

test('only what was changed is sent', () => {
  const before = imageChecksForm({ server, drills })
  expect(imageChecksInput(before, before)).toEqual({})
  expect(imageChecksInput({ ...before, health: 'none' }, before)).toEqual({
    health: { health_port: null, health_ping: false },
  })
  expect(imageChecksInput({ ...before, health: 'ping' }, before)).toEqual({
    health: { health_port: null, health_ping: true },
  })
  expect(imageChecksInput({ ...before, port: '443', ceiling: '1' }, before)).toEqual({
    health: { health_port: 443, health_ping: false },
    drills: { ceiling: { amount_minor: 100, currency: 'EUR' } },
  })
  expect(imageChecksInput({ ...before, drills: false }, before)).toEqual({ drills: null })
})

test('what cannot be is said at its field', () => {
  const form = imageChecksForm({ server, drills })
  expect(imageChecksProblems.port('', { ...form, health: 'ping' })).toBeNull()
  for (const port of ['', '0', '65536', 'ssh']) expect(imageChecksProblems.port(port, form)).toContain('65535')
  expect(imageChecksProblems.ceiling('', form)).toContain('0.50')
  expect(imageChecksProblems.ceiling('', { ...form, drills: false })).toBeNull()
  expect(imageChecksProblems.ceiling('90000', form)).toContain('smaller')
  expect(imageChecksProblems.currency('euros', form)).toContain('EUR')
})
