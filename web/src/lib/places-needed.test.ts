import { expect, test } from 'vitest'
import type { EntitledPlan } from '../api/billing-types.ts'
import { placesNeeded } from './places-needed.ts'

const plan = (more: Partial<EntitledPlan>): EntitledPlan => ({
  plan_id: 'pln_1',
  plan_name: 'Standard',
  places: 2,
  places_used: 1,
  plan_types: ['basic'],
  methods: ['native'],
  retention_days: 30,
  status: 'active',
  until: null,
  ...more,
})
const server = (organization_id: string, more: object = {}) => ({
  organization_id,
  organization_name: organization_id,
  provider: 'digitalocean',
  plan_type: 'basic',
  protections: [],
  backups_enabled: false,
  ...more,
})

test('each place is given once, and what is on already needs none', () => {
  const [need] = placesNeeded([server('acme'), server('acme'), server('acme', { backups_enabled: true })], () => [
    plan({}),
  ])
  expect(need).toMatchObject({ servers: 2, free: 1, without: 1 })
})

test('customers are counted apart, and an unknown one stays unknown', () => {
  const needs = placesNeeded([server('acme'), server('kestrel'), server('kestrel', { plan_type: 'pro' })], (id) =>
    id === 'acme' ? undefined : [plan({ places: 9 })],
  )
  expect(needs).toMatchObject([
    { organization_id: 'acme', without: null, free: null },
    { organization_id: 'kestrel', servers: 2, without: 1, free: 8 },
  ])
})
