import { formatPlural } from '../format/format-plural.ts'

/** Whose they are: "12 customers and the house". The house organization holds what is nobody's, so it is no customer. */
export function customerWords(organizationIds: Iterable<string>, houseId: string): string {
  const customers = new Set(organizationIds)
  const house = customers.delete(houseId)
  if (house && customers.size === 0) return 'the house'
  return `${formatPlural(customers.size, 'customer')}${house ? ' and the house' : ''}`
}
