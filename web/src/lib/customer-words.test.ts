import { expect, test } from 'vitest'
import { customerWords } from './customer-words.ts'

test('the house organization is named, and counts as no customer', () => {
  expect(customerWords(['org_a', 'org_b', 'org_a'], 'org_house')).toBe('2 customers')
  expect(customerWords(['org_a', 'org_house'], 'org_house')).toBe('1 customer and the house')
  expect(customerWords(['org_house', 'org_house'], 'org_house')).toBe('the house')
  expect(customerWords([], 'org_house')).toBe('0 customers')
})
