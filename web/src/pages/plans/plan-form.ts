import type { NewPlanInput, Plan } from '../../api/billing-types.ts'
import type { Method } from '../../api/server-types.ts'
import { minorOf, moneyText } from '../../lib/money-text.ts'

export type PlanValues = {
  name: string
  description: string
  price: string
  currency: string
  retention_days: string
  plan_types: string
  features: string
  methods: Method[]
  stripe_price_id: string
}

export const freshPlan: PlanValues = {
  name: '',
  description: '',
  price: '',
  currency: 'EUR',
  retention_days: '30',
  plan_types: 'basic, standard, pro',
  features: '',
  methods: ['native', 'snapshot', 'files'],
  stripe_price_id: '',
}

/** A plan as the form shows it. */
export function valuesOf(plan: Plan): PlanValues {
  return {
    name: plan.name,
    description: plan.description,
    price: moneyText(plan.price_minor, plan.currency),
    currency: plan.currency,
    retention_days: String(plan.retention_days),
    plan_types: plan.plan_types.join(', '),
    features: plan.features.join('\n'),
    methods: plan.methods,
    stripe_price_id: plan.stripe_price_id ?? '',
  }
}

/** What the form sends. Call it once the checks below pass. */
export function planInputOf(values: PlanValues): NewPlanInput {
  return {
    name: values.name.trim(),
    description: values.description.trim(),
    price_minor: minorOf(values.price, values.currency) ?? 0,
    currency: values.currency.trim().toUpperCase(),
    retention_days: Number(values.retention_days),
    plan_types: wordsOf(values.plan_types),
    features: values.features
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
    methods: values.methods,
    stripe_price_id: values.stripe_price_id.trim() || null,
  }
}

export const planChecks = {
  price: (text: string, values: PlanValues): string | null =>
    minorOf(text, values.currency.trim().toUpperCase()) === null ? 'Type a price, such as 12.99.' : null,
  currency: (text: string): string | null => (/^[A-Za-z]{3}$/.test(text.trim()) ? null : 'Three letters, such as EUR.'),
  retention_days: (text: string): string | null =>
    /^[1-9]\d{0,3}$/.test(text.trim()) && Number(text) <= 3650 ? null : 'Type whole days, from 1 to 3650.',
  plan_types: (text: string): string | null =>
    wordsOf(text).length > 0 ? null : 'Name at least one type of server, such as basic.',
  methods: (methods: readonly Method[]): string | null =>
    methods.length > 0 ? null : 'Choose at least one way to protect a server.',
}

function wordsOf(text: string): string[] {
  return text
    .split(/[\s,]+/)
    .map((word) => word.trim().toLowerCase())
    .filter(Boolean)
}
