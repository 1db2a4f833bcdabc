import { describe, expect, test } from 'vitest'
import { intoColumns, joinDays, joinKinds } from './join-codes.ts'
import type { StripCode } from './strip-codes.ts'
import { axisMarks, dayAt, dayX, labelX, timelineMetrics, timeX } from './timeline-metrics.ts'

const codes = (letters: string) => [...letters] as StripCode[]

describe('the measures of a timeline', () => {
  test.each([
    [1, 'time'],
    [7, 'time'],
    [30, 'large'],
    [90, 'small'],
    [365, 'thin'],
  ])('%i days on a wide page are drawn as %s', (days, scale) => {
    const metrics = timelineMetrics(1182, days, false)
    expect(metrics.scale).toBe(scale)
    // Nothing leaves the page.
    expect(dayX(metrics, days - 1, days) + metrics.cell_w).toBeLessThanOrEqual(1182 - 184 - 16 + 3)
  })

  test.each([
    [7, 'time'],
    [30, 'large'],
    [90, 'thin'],
  ])('%i days on a phone are drawn as %s', (days, scale) => {
    const metrics = timelineMetrics(334, days, true)
    expect(metrics.scale).toBe(scale)
    expect(dayX(metrics, days - 1, days) + metrics.cell_w).toBeLessThanOrEqual(334 - 28 + 3)
  })

  test('30 days are those of the pictures', () => {
    const { pitch, cell_w, cell_h } = timelineMetrics(1182, 30, false)
    expect([pitch.toFixed(1), Math.round(cell_w), cell_h]).toEqual(['32.6', 29, 24])
  })

  test('each day is found again under its own mark', () => {
    for (const days of [7, 30, 90, 365]) {
      const metrics = timelineMetrics(1182, days, false)
      for (let day = 0; day < days; day += 1)
        expect(dayAt(metrics, dayX(metrics, day, days) + metrics.cell_w / 2, days)).toBe(day)
    }
    expect(dayAt(timelineMetrics(1182, 30, false), -5, 30)).toBe(0)
    expect(dayAt(timelineMetrics(1182, 30, false), 5000, 30)).toBe(29)
  })
})

describe('what stands at its time', () => {
  test('leaves its day on no side, words below it included', () => {
    for (const days of [1, 7]) {
      const metrics = timelineMetrics(1182, days, false)
      for (const at of [0, 0.5, 0.9999]) {
        const middle = timeX(metrics, { day: days - 1, at }, days) + 12
        const from = dayX(metrics, days - 1, days)
        // "03:10" below it is about 30 wide.
        expect(middle - 15).toBeGreaterThanOrEqual(from)
        expect(middle + 15).toBeLessThanOrEqual(from + metrics.cell_w + 3)
      }
    }
  })

  test('the label of the largest bar crosses no edge of the frame', () => {
    const width = 990
    for (const days of [1, 7, 30, 90]) {
      const metrics = timelineMetrics(width + 200, days, false)
      for (let chosen = 0; chosen < days; chosen += 1)
        for (let largest = 0; largest < days; largest += 1) {
          const from = dayX(metrics, largest, days)
          const frame = { from: dayX(metrics, chosen, days) - 2, to: dayX(metrics, chosen, days) + metrics.cell_w + 2 }
          const x = labelX({ from, to: from + metrics.cell_w }, { wide: 42, frame, width })
          expect(x).toBeGreaterThanOrEqual(0)
          expect(x + 42).toBeLessThanOrEqual(width)
          for (const edge of [frame.from, frame.to])
            expect(x < edge && edge < x + 42, `${days} days, chosen ${chosen}, largest ${largest}`).toBe(false)
        }
    }
  })
})

describe('what stands above the columns', () => {
  const all = Array.from({ length: 365 }, (_, index) => {
    const at = new Date(Date.UTC(2025, 10, 22 + index))
    return {
      date: at.toISOString().slice(0, 10),
      weekday: ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa'][at.getUTCDay()] ?? '',
      number: at.getUTCDate(),
      month: at.toLocaleString('en', { month: 'short', timeZone: 'UTC' }),
      weekend: at.getUTCDay() % 6 === 0,
    }
  })
  const hours = ['00:00', '03:00', '06:00', '09:00', '12:00', '15:00', '18:00', '21:00']
  const marks = (days: number) =>
    axisMarks({ days: all.slice(-days), hours, today: '2026-11-21' }, timelineMetrics(1182, days, false))

  test('hours, days, Mondays, months', () => {
    expect(marks(1).map(({ below }) => below)).toEqual(hours)
    expect(marks(7).map(({ above, below }) => `${above} ${below}`)).toEqual([
      'Nov 15',
      'Mo 16',
      'Tu 17',
      'We 18',
      'Th 19',
      'Fr 20',
      'today 21',
    ])
    expect(marks(30)).toHaveLength(30)
    expect(
      marks(90)
        .map(({ below }) => below)
        .slice(-2),
    ).toEqual(['9', '16'])
    expect(marks(365).map(({ below }) => below)).toEqual([
      'Dec',
      'Jan',
      'Feb',
      'Mar',
      'Apr',
      'May',
      'Jun',
      'Jul',
      'Aug',
      'Sep',
      'Oct',
      'Nov',
    ])
    expect(marks(365)[1]?.above).toBe('2026')
  })
})

describe('several marks as one', () => {
  test('trouble is never averaged away', () => {
    expect(joinDays(codes('pppmpp'))).toBe('m')
    expect(joinDays(codes('ppwp'))).toBe('w')
    expect(joinDays(codes('eepn'))).toBe('p')
    expect(joinDays([])).toBe('n')
  })

  test('two kinds of one day: restorable, but not as if nothing had been missed', () => {
    expect(joinKinds(codes('pm'))).toBe('w')
    expect(joinKinds(codes('pn'))).toBe('p')
    expect(joinKinds(codes('mn'))).toBe('m')
    expect(joinKinds(codes('me'))).toBe('m')
  })

  test('a long lane in few columns loses no day', () => {
    expect(intoColumns(codes('ppmpppwpnn'), 5).join('')).toBe('pmpwn')
    expect(intoColumns(codes('ppmp'), 9).join('')).toBe('ppmp')
    const year = codes('p'.repeat(365))
    for (let day = 0; day < 365; day += 1)
      expect(intoColumns(year.with(day, 'm'), 100).filter((code) => code === 'm')).toHaveLength(1)
  })
})
