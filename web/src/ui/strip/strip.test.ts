import { describe, expect, test } from 'vitest'
import type { StripData } from './strip-codes.ts'
import { stripLabel } from './strip-label.ts'
import { columnX, stripDayAt, stripMetrics } from './strip-metrics.ts'
import { stripPaths } from './strip-paths.ts'

const strip = (image: string, files: string, proof = ''): StripData => ({ image, files, proof, last_day: '2026-11-21' })
const s = stripMetrics('s', 30)

describe('measures', () => {
  test('a table row takes 181 by 25, today two pixels apart', () => {
    expect([s.width, s.height]).toEqual([181, 25])
    expect([columnX(s, 0), columnX(s, 28), columnX(s, 29)]).toEqual([0, 168, 176])
  })
  test.each([
    [300, 10],
    [330, 11],
    [360, 12],
  ])('a card %d wide has a pitch of %d', (width, pitch) => {
    const m = stripMetrics('m', 30, width)
    expect([m.pitch, m.cell_w, m.height]).toEqual([pitch, pitch - 2, 2 * m.cell_h + 12])
    expect(m.cell_h).toBeGreaterThanOrEqual(9)
    expect(m.cell_h).toBeLessThanOrEqual(11)
  })
})

test('a point of the strip lies over a day, wherever the pointer is', () => {
  expect([-3, 0, 5, 6, 173, 176, 190].map((x) => stripDayAt(s, x))).toEqual([0, 0, 0, 1, 28, 29, 29])
  const m = stripMetrics('m', 30, 365)
  expect([0, 11, 12, 359, 364].map((x) => stripDayAt(m, x))).toEqual([0, 0, 1, 29, 29])
})

describe('marks, row size', () => {
  const first = (code: string) => stripPaths(strip(code, ''), s)
  test.each([
    ['p', { point: 'M0 0h5v8h-5z' }],
    ['w', { warn: 'M0 0h1l4 4v4h-5z' }],
    ['m', { bad: 'M0 0h5v8h-5z', slit: 'M1 3h3v2h-3z' }],
    ['o', { open: 'M0 0h5v8h-5zM1 1v6h3v-6z' }],
    ['r', { point: 'M0 0h5v8h-5zM1 1v6h3v-6zM1 4h3v3h-3z' }],
    ['n', { none: 'M0 4h5v1h-5z' }],
    ['z', { open: 'M1 2h1v4h-1zM3 2h1v4h-1z' }],
    ['u', { open: 'M2 3h2v2h-2z' }],
    ['e', { ghost: 'M0 0h5v6h-5z', base: 'M0 6h5v2h-5z' }],
    ['x', { ghost: 'M0 0h5v8h-5z', warn: 'M0 3h5v1h-5z' }],
  ])('%s', (code, paths) => expect(first(code)).toEqual(paths))
  test('the files track lies under the image track', () =>
    expect(stripPaths(strip('', 'p'), s)).toEqual({ point: 'M0 10h5v8h-5z' }))
  test('a letter nobody knows draws nothing', () => expect(first('?')).toEqual({}))
  test('ticks and crosses are pixels under the column', () => {
    expect(stripPaths(strip('', '', 'v'), s).proof).toMatch(/^M4 19h1v1h-1z/)
    expect(stripPaths(strip('', '', 'x'), s).failed).toMatch(/^M0 20h1v1h-1z/)
  })
})

describe('marks, card size', () => {
  const m = stripMetrics('m', 30, 360)
  const first = (code: string) => stripPaths(strip(code, ''), m)
  test('a warning loses half its width as corner', () => expect(first('w').warn).toBe('M0 0h5l5 5v6h-10z'))
  test('the slit is two high and centred', () => expect(first('m').slit).toBe('M2 4h6v2h-6z'))
  test('a strike is two thick', () => expect(first('x').warn).toBe('M0 5h10v2h-10z'))
  test('the tick is a stroke', () => expect(stripPaths(strip('', '', 'v'), m).proof).toBe('M1 30.5l2.5 2.5L8 27.8'))
})

test('a strip with every mark stays under twelve elements', () => {
  expect(Object.keys(stripPaths(strip('pwmornzuex', 'pwmornzuex', 'vx'), s)).length).toBeLessThanOrEqual(12)
})

describe('text form', () => {
  test('counts for what is good, dates for what is not', () => {
    const files = `${'p'.repeat(8)}w${'p'.repeat(9)}mm${'p'.repeat(10)}`
    const image = `${'e'.repeat(20)}xxxx${'p'.repeat(5)}m`
    const proof = `...v......v......v.......v....`
    expect(stripLabel(strip(image, files, proof))).toBe(
      'Last 30 days. Files: 27 restorable, warning 31 Oct, missed 10 and 11 Nov. ' +
        'Image: 5 restorable, 4 deleted at provider, missed today, 20 expired. Proved 26 Oct, 2, 9 and 17 Nov.',
    )
  })
  test('nothing switched on', () => {
    expect(stripLabel(strip('n'.repeat(30), 'n'.repeat(30)))).toBe(
      'Last 30 days. Files: none expected. Image: none expected.',
    )
  })
})
