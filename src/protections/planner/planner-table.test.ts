import { describe, expect, test } from 'vitest'
import type { plannerClouds } from '../../../test/helpers/planner-clouds.ts'
import { type PlannerServer, plannerTable } from '../../../test/helpers/planner-table.ts'
import { moneyWords } from '../../lib/money.ts'
import type { MethodOffer, Wish } from './schema.ts'

// Each provider, size, and retention that is sold (BRIEF M2), with what the planner says of every method. All plans are in euros.
const gb = 1_000_000_000

const table = (name: keyof typeof plannerClouds, server: PlannerServer, wish: Wish) =>
  plannerTable(name, server, wish, { say: line })

const line = (offer: MethodOffer): string => {
  const { method, schedule, fits, why_not, keeps, provider_cost, margin } = offer
  const what = schedule === null ? method : `${method} ${schedule.every}`
  const verdict = fits ? 'fits' : why_not.map(({ code }) => code).join(' ')
  const kept = keeps === null ? '' : `, keeps ${keeps.count} for ${keeps.days} d`
  const cost = provider_cost?.money ? moneyWords(provider_cost.money) : 'unknown'
  const about = provider_cost?.estimate ? 'about ' : ''
  return `  ${what}: ${verdict}${kept}; costs ${about}${cost}${margin === null ? '' : `, leaves ${moneyWords(margin)}`}`
}

const daily = { schedule: 'day' } as const

describe('one a day', () => {
  test('DigitalOcean, with a newest image of 32 GB', () => {
    const server = { size: 's-2vcpu-4gb', price: { amount_minor: 2_400, currency: 'USD' }, newest_image_bytes: 32 * gb }
    expect(table('digitalocean', server, daily)).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native day: fits, keeps 7 for 7 d; costs $7.20",
        "  native week: too_rare, keeps 4 for 28 d; costs $4.80",
        "  snapshot day: fits, keeps 7 for 7 d; costs about $13.44",
        "  snapshot week: too_rare, keeps 2 for 7 d; costs about $3.84",
        "  files day: fits, keeps 7 for 7 d; costs unknown",
        "14 days",
        "  native day: keeps_too_short, keeps 7 for 7 d; costs $7.20",
        "  native week: too_rare, keeps 4 for 28 d; costs $4.80",
        "  snapshot day: fits, keeps 14 for 14 d; costs about $26.88",
        "  snapshot week: too_rare, keeps 3 for 14 d; costs about $5.76",
        "  files day: fits, keeps 14 for 14 d; costs unknown",
        "30 days",
        "  native day: keeps_too_short, keeps 7 for 7 d; costs $7.20",
        "  native week: too_rare keeps_too_short, keeps 4 for 28 d; costs $4.80",
        "  snapshot day: fits, keeps 30 for 30 d; costs about $57.60",
        "  snapshot week: too_rare, keeps 6 for 30 d; costs about $11.52",
        "  files day: fits, keeps 30 for 30 d; costs unknown",
        "60 days",
        "  native day: keeps_too_short, keeps 7 for 7 d; costs $7.20",
        "  native week: too_rare keeps_too_short, keeps 4 for 28 d; costs $4.80",
        "  snapshot day: fits, keeps 60 for 60 d; costs about $115.20",
        "  snapshot week: too_rare, keeps 10 for 60 d; costs about $19.20",
        "  files day: fits, keeps 60 for 60 d; costs unknown",
      ]
    `)
  })
  test('DigitalOcean, small, with nothing but the size of its disk', () => {
    expect(table('digitalocean', { size: 's-1vcpu-1gb', disk_bytes: 25 * gb }, daily)).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native day: fits, keeps 7 for 7 d; costs $1.80",
        "  native week: too_rare, keeps 4 for 28 d; costs $1.20",
        "  snapshot day: fits, keeps 7 for 7 d; costs about $10.50",
        "  snapshot week: too_rare, keeps 2 for 7 d; costs about $3.00",
        "  files day: fits, keeps 7 for 7 d; costs unknown",
        "14 days",
        "  native day: keeps_too_short, keeps 7 for 7 d; costs $1.80",
        "  native week: too_rare, keeps 4 for 28 d; costs $1.20",
        "  snapshot day: fits, keeps 14 for 14 d; costs about $21.00",
        "  snapshot week: too_rare, keeps 3 for 14 d; costs about $4.50",
        "  files day: fits, keeps 14 for 14 d; costs unknown",
        "30 days",
        "  native day: keeps_too_short, keeps 7 for 7 d; costs $1.80",
        "  native week: too_rare keeps_too_short, keeps 4 for 28 d; costs $1.20",
        "  snapshot day: fits, keeps 30 for 30 d; costs about $45.00",
        "  snapshot week: too_rare, keeps 6 for 30 d; costs about $9.00",
        "  files day: fits, keeps 30 for 30 d; costs unknown",
        "60 days",
        "  native day: keeps_too_short, keeps 7 for 7 d; costs $1.80",
        "  native week: too_rare keeps_too_short, keeps 4 for 28 d; costs $1.20",
        "  snapshot day: fits, keeps 60 for 60 d; costs about $90.00",
        "  snapshot week: too_rare, keeps 10 for 60 d; costs about $15.00",
        "  files day: fits, keeps 60 for 60 d; costs unknown",
      ]
    `)
  })
  test('Contabo, one slot', () => {
    const server = { size: 'Cloud VPS 10 SSD', price: { amount_minor: 450, currency: 'EUR' } }
    expect(table('contabo', server, daily)).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native day: fits, keeps 10 for 10 d; costs €1.50, leaves €3.49",
        "  snapshot day: too_few_slots, keeps 1 for 0 d; costs €0.00, leaves €4.99",
        "  snapshot week: too_rare too_few_slots, keeps 1 for 0 d; costs €0.00, leaves €4.99",
        "  files day: fits, keeps 7 for 7 d; costs unknown",
        "14 days",
        "  native day: keeps_too_short, keeps 10 for 10 d; costs €1.50, leaves €6.49",
        "  snapshot day: too_few_slots, keeps 1 for 0 d; costs €0.00, leaves €7.99",
        "  snapshot week: too_rare too_few_slots, keeps 1 for 0 d; costs €0.00, leaves €7.99",
        "  files day: fits, keeps 14 for 14 d; costs unknown",
        "30 days",
        "  native day: keeps_too_short, keeps 10 for 10 d; costs €1.50, leaves €11.49",
        "  snapshot day: too_few_slots, keeps 1 for 0 d; costs €0.00, leaves €12.99",
        "  snapshot week: too_rare too_few_slots, keeps 1 for 0 d; costs €0.00, leaves €12.99",
        "  files day: fits, keeps 30 for 30 d; costs unknown",
        "60 days",
        "  native day: keeps_too_short, keeps 10 for 10 d; costs €1.50, leaves €18.49",
        "  snapshot day: life_too_short too_few_slots, keeps 1 for 0 d; costs €0.00, leaves €19.99",
        "  snapshot week: too_rare life_too_short too_few_slots, keeps 1 for 0 d; costs €0.00, leaves €19.99",
        "  files day: fits, keeps 60 for 60 d; costs unknown",
      ]
    `)
  })
  test('Contabo, three slots', () => {
    expect(table('contabo', { size: 'Cloud VPS 30 NVMe' }, daily)).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native day: fits, keeps 10 for 10 d; costs €3.50, leaves €1.49",
        "  snapshot day: too_few_slots, keeps 3 for 2 d; costs €0.00, leaves €4.99",
        "  snapshot week: too_rare, keeps 2 for 7 d; costs €0.00, leaves €4.99",
        "  files day: fits, keeps 7 for 7 d; costs unknown",
        "14 days",
        "  native day: keeps_too_short, keeps 10 for 10 d; costs €3.50, leaves €4.49",
        "  snapshot day: too_few_slots, keeps 3 for 2 d; costs €0.00, leaves €7.99",
        "  snapshot week: too_rare, keeps 3 for 14 d; costs €0.00, leaves €7.99",
        "  files day: fits, keeps 14 for 14 d; costs unknown",
        "30 days",
        "  native day: keeps_too_short, keeps 10 for 10 d; costs €3.50, leaves €9.49",
        "  snapshot day: too_few_slots, keeps 3 for 2 d; costs €0.00, leaves €12.99",
        "  snapshot week: too_rare too_few_slots, keeps 3 for 14 d; costs €0.00, leaves €12.99",
        "  files day: fits, keeps 30 for 30 d; costs unknown",
        "60 days",
        "  native day: keeps_too_short, keeps 10 for 10 d; costs €3.50, leaves €16.49",
        "  snapshot day: life_too_short too_few_slots, keeps 3 for 2 d; costs €0.00, leaves €19.99",
        "  snapshot week: too_rare life_too_short too_few_slots, keeps 3 for 14 d; costs €0.00, leaves €19.99",
        "  files day: fits, keeps 60 for 60 d; costs unknown",
      ]
    `)
  })
  test('Contabo, five slots, of a line-up that has no price in the table', () => {
    expect(table('contabo', { size: 'Cloud VPS Plus 8' }, daily)).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native day: fits, keeps 10 for 10 d; costs unknown",
        "  snapshot day: too_few_slots, keeps 5 for 4 d; costs €0.00, leaves €4.99",
        "  snapshot week: too_rare, keeps 2 for 7 d; costs €0.00, leaves €4.99",
        "  files day: fits, keeps 7 for 7 d; costs unknown",
        "14 days",
        "  native day: keeps_too_short, keeps 10 for 10 d; costs unknown",
        "  snapshot day: too_few_slots, keeps 5 for 4 d; costs €0.00, leaves €7.99",
        "  snapshot week: too_rare, keeps 3 for 14 d; costs €0.00, leaves €7.99",
        "  files day: fits, keeps 14 for 14 d; costs unknown",
        "30 days",
        "  native day: keeps_too_short, keeps 10 for 10 d; costs unknown",
        "  snapshot day: too_few_slots, keeps 5 for 4 d; costs €0.00, leaves €12.99",
        "  snapshot week: too_rare too_few_slots, keeps 5 for 28 d; costs €0.00, leaves €12.99",
        "  files day: fits, keeps 30 for 30 d; costs unknown",
        "60 days",
        "  native day: keeps_too_short, keeps 10 for 10 d; costs unknown",
        "  snapshot day: life_too_short too_few_slots, keeps 5 for 4 d; costs €0.00, leaves €19.99",
        "  snapshot week: too_rare life_too_short too_few_slots, keeps 5 for 28 d; costs €0.00, leaves €19.99",
        "  files day: fits, keeps 60 for 60 d; costs unknown",
      ]
    `)
  })
  test('Contabo, a VDS', () => {
    expect(table('contabo', { size: 'VDS S' }, daily)).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native: size_not_sold; costs unknown",
        "  snapshot: no_slots; costs unknown",
        "  files day: fits, keeps 7 for 7 d; costs unknown",
        "14 days",
        "  native: size_not_sold; costs unknown",
        "  snapshot: no_slots; costs unknown",
        "  files day: fits, keeps 14 for 14 d; costs unknown",
        "30 days",
        "  native: size_not_sold; costs unknown",
        "  snapshot: no_slots; costs unknown",
        "  files day: fits, keeps 30 for 30 d; costs unknown",
        "60 days",
        "  native: size_not_sold; costs unknown",
        "  snapshot: no_slots; costs unknown",
        "  files day: fits, keeps 60 for 60 d; costs unknown",
      ]
    `)
  })
  test('Hetzner Cloud', () => {
    expect(table('hetzner', { size: 'cx22', newest_image_bytes: 8.5 * gb }, daily)).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native day: fits, keeps 7 for 7 d; costs €0.80, leaves €4.19",
        "  snapshot day: fits, keeps 7 for 7 d; costs about €0.85, leaves €4.14",
        "  snapshot week: too_rare, keeps 2 for 7 d; costs about €0.24, leaves €4.75",
        "  files day: fits, keeps 7 for 7 d; costs unknown",
        "14 days",
        "  native day: keeps_too_short, keeps 7 for 7 d; costs €0.80, leaves €7.19",
        "  snapshot day: fits, keeps 14 for 14 d; costs about €1.70, leaves €6.29",
        "  snapshot week: too_rare, keeps 3 for 14 d; costs about €0.36, leaves €7.63",
        "  files day: fits, keeps 14 for 14 d; costs unknown",
        "30 days",
        "  native day: keeps_too_short, keeps 7 for 7 d; costs €0.80, leaves €12.19",
        "  snapshot day: fits, keeps 30 for 30 d; costs about €3.65, leaves €9.34",
        "  snapshot week: too_rare, keeps 6 for 30 d; costs about €0.73, leaves €12.26",
        "  files day: fits, keeps 30 for 30 d; costs unknown",
        "60 days",
        "  native day: keeps_too_short, keeps 7 for 7 d; costs €0.80, leaves €19.19",
        "  snapshot day: fits, keeps 60 for 60 d; costs about €7.29, leaves €12.70",
        "  snapshot week: too_rare, keeps 10 for 60 d; costs about €1.22, leaves €18.77",
        "  files day: fits, keeps 60 for 60 d; costs unknown",
      ]
    `)
  })
  test('Linode', () => {
    expect(table('linode', { size: 'g6-nanode-1' }, daily)).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native day: keeps_too_few, keeps 3 for 7 d; costs $2.00",
        "  snapshot day: too_few_slots, keeps 1 for 0 d; costs $2.00",
        "  snapshot week: too_rare too_few_slots, keeps 1 for 0 d; costs $2.00",
        "  files day: fits, keeps 7 for 7 d; costs unknown",
        "14 days",
        "  native day: keeps_too_short, keeps 3 for 7 d; costs $2.00",
        "  snapshot day: too_few_slots, keeps 1 for 0 d; costs $2.00",
        "  snapshot week: too_rare too_few_slots, keeps 1 for 0 d; costs $2.00",
        "  files day: fits, keeps 14 for 14 d; costs unknown",
        "30 days",
        "  native day: keeps_too_short, keeps 3 for 7 d; costs $2.00",
        "  snapshot day: too_few_slots, keeps 1 for 0 d; costs $2.00",
        "  snapshot week: too_rare too_few_slots, keeps 1 for 0 d; costs $2.00",
        "  files day: fits, keeps 30 for 30 d; costs unknown",
        "60 days",
        "  native day: keeps_too_short, keeps 3 for 7 d; costs $2.00",
        "  snapshot day: too_few_slots, keeps 1 for 0 d; costs $2.00",
        "  snapshot week: too_rare too_few_slots, keeps 1 for 0 d; costs $2.00",
        "  files day: fits, keeps 60 for 60 d; costs unknown",
      ]
    `)
  })
  test('Linode, of a size without a price', () => {
    expect(table('linode', { size: 'g6-standard-2' }, daily)).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native day: keeps_too_few, keeps 3 for 7 d; costs unknown",
        "  snapshot day: too_few_slots, keeps 1 for 0 d; costs unknown",
        "  snapshot week: too_rare too_few_slots, keeps 1 for 0 d; costs unknown",
        "  files day: fits, keeps 7 for 7 d; costs unknown",
        "14 days",
        "  native day: keeps_too_short, keeps 3 for 7 d; costs unknown",
        "  snapshot day: too_few_slots, keeps 1 for 0 d; costs unknown",
        "  snapshot week: too_rare too_few_slots, keeps 1 for 0 d; costs unknown",
        "  files day: fits, keeps 14 for 14 d; costs unknown",
        "30 days",
        "  native day: keeps_too_short, keeps 3 for 7 d; costs unknown",
        "  snapshot day: too_few_slots, keeps 1 for 0 d; costs unknown",
        "  snapshot week: too_rare too_few_slots, keeps 1 for 0 d; costs unknown",
        "  files day: fits, keeps 30 for 30 d; costs unknown",
        "60 days",
        "  native day: keeps_too_short, keeps 3 for 7 d; costs unknown",
        "  snapshot day: too_few_slots, keeps 1 for 0 d; costs unknown",
        "  snapshot week: too_rare too_few_slots, keeps 1 for 0 d; costs unknown",
        "  files day: fits, keeps 60 for 60 d; costs unknown",
      ]
    `)
  })
  test('Vultr', () => {
    expect(table('vultr', { size: 'vc2-1c-1gb', newest_image_bytes: 10 * gb }, daily)).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native day: keeps_too_short, keeps 2 for 2 d; costs $1.00",
        "  native week: too_rare, keeps 2 for 14 d; costs $1.00",
        "  snapshot day: fits, keeps 7 for 7 d; costs about $3.50",
        "  snapshot week: too_rare, keeps 2 for 7 d; costs about $1.00",
        "  files day: fits, keeps 7 for 7 d; costs unknown",
        "14 days",
        "  native day: keeps_too_short, keeps 2 for 2 d; costs $1.00",
        "  native week: too_rare, keeps 2 for 14 d; costs $1.00",
        "  snapshot day: fits, keeps 14 for 14 d; costs about $7.00",
        "  snapshot week: too_rare, keeps 3 for 14 d; costs about $1.50",
        "  files day: fits, keeps 14 for 14 d; costs unknown",
        "30 days",
        "  native day: keeps_too_short, keeps 2 for 2 d; costs $1.00",
        "  native week: too_rare keeps_too_short, keeps 2 for 14 d; costs $1.00",
        "  snapshot day: fits, keeps 30 for 30 d; costs about $15.00",
        "  snapshot week: too_rare, keeps 6 for 30 d; costs about $3.00",
        "  files day: fits, keeps 30 for 30 d; costs unknown",
        "60 days",
        "  native day: keeps_too_short, keeps 2 for 2 d; costs $1.00",
        "  native week: too_rare keeps_too_short, keeps 2 for 14 d; costs $1.00",
        "  snapshot day: fits, keeps 60 for 60 d; costs about $30.00",
        "  snapshot week: too_rare, keeps 10 for 60 d; costs about $5.00",
        "  files day: fits, keeps 60 for 60 d; costs unknown",
      ]
    `)
  })
  test('a machine at no provider', () => {
    expect(table('machine', { size: null, has_agent: false }, daily)).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native: no_provider; costs unknown",
        "  snapshot: no_provider; costs unknown",
        "  files day: fits, keeps 7 for 7 d; costs unknown",
        "14 days",
        "  native: no_provider; costs unknown",
        "  snapshot: no_provider; costs unknown",
        "  files day: fits, keeps 14 for 14 d; costs unknown",
        "30 days",
        "  native: no_provider; costs unknown",
        "  snapshot: no_provider; costs unknown",
        "  files day: fits, keeps 30 for 30 d; costs unknown",
        "60 days",
        "  native: no_provider; costs unknown",
        "  snapshot: no_provider; costs unknown",
        "  files day: fits, keeps 60 for 60 d; costs unknown",
      ]
    `)
  })
})

describe('as often as it comes', () => {
  test('DigitalOcean', () => {
    expect(table('digitalocean', { size: 's-1vcpu-1gb' }, {})).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native day: fits, keeps 7 for 7 d; costs $1.80",
        "  native week: fits, keeps 4 for 28 d; costs $1.20",
        "  snapshot day: fits, keeps 7 for 7 d; costs unknown",
        "  snapshot week: fits, keeps 2 for 7 d; costs unknown",
        "  files day: fits, keeps 7 for 7 d; costs unknown",
        "14 days",
        "  native day: keeps_too_short, keeps 7 for 7 d; costs $1.80",
        "  native week: fits, keeps 4 for 28 d; costs $1.20",
        "  snapshot day: fits, keeps 14 for 14 d; costs unknown",
        "  snapshot week: fits, keeps 3 for 14 d; costs unknown",
        "  files day: fits, keeps 14 for 14 d; costs unknown",
        "30 days",
        "  native day: keeps_too_short, keeps 7 for 7 d; costs $1.80",
        "  native week: keeps_too_short, keeps 4 for 28 d; costs $1.20",
        "  snapshot day: fits, keeps 30 for 30 d; costs unknown",
        "  snapshot week: fits, keeps 6 for 30 d; costs unknown",
        "  files day: fits, keeps 30 for 30 d; costs unknown",
        "60 days",
        "  native day: keeps_too_short, keeps 7 for 7 d; costs $1.80",
        "  native week: keeps_too_short, keeps 4 for 28 d; costs $1.20",
        "  snapshot day: fits, keeps 60 for 60 d; costs unknown",
        "  snapshot week: fits, keeps 10 for 60 d; costs unknown",
        "  files day: fits, keeps 60 for 60 d; costs unknown",
      ]
    `)
  })
  test('Contabo, three slots', () => {
    expect(table('contabo', { size: 'Cloud VPS 30 NVMe' }, {})).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native day: fits, keeps 10 for 10 d; costs €3.50, leaves €1.49",
        "  snapshot day: too_few_slots, keeps 3 for 2 d; costs €0.00, leaves €4.99",
        "  snapshot week: fits, keeps 2 for 7 d; costs €0.00, leaves €4.99",
        "  files day: fits, keeps 7 for 7 d; costs unknown",
        "14 days",
        "  native day: keeps_too_short, keeps 10 for 10 d; costs €3.50, leaves €4.49",
        "  snapshot day: too_few_slots, keeps 3 for 2 d; costs €0.00, leaves €7.99",
        "  snapshot week: fits, keeps 3 for 14 d; costs €0.00, leaves €7.99",
        "  files day: fits, keeps 14 for 14 d; costs unknown",
        "30 days",
        "  native day: keeps_too_short, keeps 10 for 10 d; costs €3.50, leaves €9.49",
        "  snapshot day: too_few_slots, keeps 3 for 2 d; costs €0.00, leaves €12.99",
        "  snapshot week: too_few_slots, keeps 3 for 14 d; costs €0.00, leaves €12.99",
        "  files day: fits, keeps 30 for 30 d; costs unknown",
        "60 days",
        "  native day: keeps_too_short, keeps 10 for 10 d; costs €3.50, leaves €16.49",
        "  snapshot day: life_too_short too_few_slots, keeps 3 for 2 d; costs €0.00, leaves €19.99",
        "  snapshot week: life_too_short too_few_slots, keeps 3 for 14 d; costs €0.00, leaves €19.99",
        "  files day: fits, keeps 60 for 60 d; costs unknown",
      ]
    `)
  })
  test('Linode, its backups on', () => {
    expect(table('linode', { size: 'g6-nanode-1', native_on: true }, {})).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native day: fits, keeps 3 for 7 d; costs $2.00",
        "  snapshot day: too_few_slots, keeps 1 for 0 d; costs €0.00, leaves €4.99",
        "  snapshot week: too_few_slots, keeps 1 for 0 d; costs €0.00, leaves €4.99",
        "  files day: fits, keeps 7 for 7 d; costs unknown",
        "14 days",
        "  native day: keeps_too_short, keeps 3 for 7 d; costs $2.00",
        "  snapshot day: too_few_slots, keeps 1 for 0 d; costs €0.00, leaves €7.99",
        "  snapshot week: too_few_slots, keeps 1 for 0 d; costs €0.00, leaves €7.99",
        "  files day: fits, keeps 14 for 14 d; costs unknown",
        "30 days",
        "  native day: keeps_too_short, keeps 3 for 7 d; costs $2.00",
        "  snapshot day: too_few_slots, keeps 1 for 0 d; costs €0.00, leaves €12.99",
        "  snapshot week: too_few_slots, keeps 1 for 0 d; costs €0.00, leaves €12.99",
        "  files day: fits, keeps 30 for 30 d; costs unknown",
        "60 days",
        "  native day: keeps_too_short, keeps 3 for 7 d; costs $2.00",
        "  snapshot day: too_few_slots, keeps 1 for 0 d; costs €0.00, leaves €19.99",
        "  snapshot week: too_few_slots, keeps 1 for 0 d; costs €0.00, leaves €19.99",
        "  files day: fits, keeps 60 for 60 d; costs unknown",
      ]
    `)
  })
  test('Vultr', () => {
    expect(table('vultr', { size: 'vc2-1c-1gb' }, {})).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native day: keeps_too_short, keeps 2 for 2 d; costs $1.00",
        "  native week: fits, keeps 2 for 14 d; costs $1.00",
        "  snapshot day: fits, keeps 7 for 7 d; costs unknown",
        "  snapshot week: fits, keeps 2 for 7 d; costs unknown",
        "  files day: fits, keeps 7 for 7 d; costs unknown",
        "14 days",
        "  native day: keeps_too_short, keeps 2 for 2 d; costs $1.00",
        "  native week: fits, keeps 2 for 14 d; costs $1.00",
        "  snapshot day: fits, keeps 14 for 14 d; costs unknown",
        "  snapshot week: fits, keeps 3 for 14 d; costs unknown",
        "  files day: fits, keeps 14 for 14 d; costs unknown",
        "30 days",
        "  native day: keeps_too_short, keeps 2 for 2 d; costs $1.00",
        "  native week: keeps_too_short, keeps 2 for 14 d; costs $1.00",
        "  snapshot day: fits, keeps 30 for 30 d; costs unknown",
        "  snapshot week: fits, keeps 6 for 30 d; costs unknown",
        "  files day: fits, keeps 30 for 30 d; costs unknown",
        "60 days",
        "  native day: keeps_too_short, keeps 2 for 2 d; costs $1.00",
        "  native week: keeps_too_short, keeps 2 for 14 d; costs $1.00",
        "  snapshot day: fits, keeps 60 for 60 d; costs unknown",
        "  snapshot week: fits, keeps 10 for 60 d; costs unknown",
        "  files day: fits, keeps 60 for 60 d; costs unknown",
      ]
    `)
  })
})

describe('at times of one’s own', () => {
  const twice: Wish = { schedule: { every: 'day', at: ['02:00', '14:00'], time_zone: 'Europe/Berlin' } }
  test('DigitalOcean, twice a day', () => {
    const server = { size: 's-1vcpu-1gb', newest_image_bytes: 10 * gb }
    expect(table('digitalocean', server, twice)).toMatchInlineSnapshot(`
      [
        "7 days",
        "  native day: too_rare, keeps 7 for 7 d; costs $1.80",
        "  native week: too_rare, keeps 4 for 28 d; costs $1.20",
        "  snapshot custom: fits, keeps 15 for 7 d; costs about $9.00",
        "  snapshot week: too_rare, keeps 2 for 7 d; costs about $1.20",
        "  files custom: fits, keeps 14 for 7 d; costs unknown",
        "14 days",
        "  native day: too_rare keeps_too_short, keeps 7 for 7 d; costs $1.80",
        "  native week: too_rare, keeps 4 for 28 d; costs $1.20",
        "  snapshot custom: fits, keeps 29 for 14 d; costs about $17.40",
        "  snapshot week: too_rare, keeps 3 for 14 d; costs about $1.80",
        "  files custom: fits, keeps 28 for 14 d; costs unknown",
        "30 days",
        "  native day: too_rare keeps_too_short, keeps 7 for 7 d; costs $1.80",
        "  native week: too_rare keeps_too_short, keeps 4 for 28 d; costs $1.20",
        "  snapshot custom: fits, keeps 61 for 30 d; costs about $36.60",
        "  snapshot week: too_rare, keeps 6 for 30 d; costs about $3.60",
        "  files custom: fits, keeps 60 for 30 d; costs unknown",
        "60 days",
        "  native day: too_rare keeps_too_short, keeps 7 for 7 d; costs $1.80",
        "  native week: too_rare keeps_too_short, keeps 4 for 28 d; costs $1.20",
        "  snapshot custom: fits, keeps 121 for 60 d; costs about $72.60",
        "  snapshot week: too_rare, keeps 10 for 60 d; costs about $6.00",
        "  files custom: fits, keeps 120 for 60 d; costs unknown",
      ]
    `)
  })
})
