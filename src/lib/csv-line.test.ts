import { expect, test } from 'vitest'
import { csvLine } from './csv-line.ts'

test('cells are quoted, numbers and nothing are not', () => {
  expect(csvLine(['web "1", main', 5, null, true, -3])).toBe('"web ""1"", main",5,,true,-3\r\n')
})

test.each(['=1+1', '+49', '-cmd', '@sum(a1)', '\t=1', '  =HYPERLINK("x")', '\r=1'])('%j is no formula', (text) => {
  expect(csvLine([text])).toBe(`"'${text.replaceAll('"', '""')}"\r\n`)
})
