import type { NativeSchedule } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import type { PolicyRecord, SupportedPolicy } from './schemas.ts'

const weekdays = {
  SUN: 'sunday',
  MON: 'monday',
  TUE: 'tuesday',
  WED: 'wednesday',
  THU: 'thursday',
  FRI: 'friday',
  SAT: 'saturday',
} as const
const plans = { day: 'daily', week: 'weekly' } as const

const isWeekday = (text: string | null): text is keyof typeof weekdays => text !== null && text in weekdays

/** Our form of a backup policy; null for a plan that this API cannot express, such as the usage-based ones. */
export const scheduleOf = (policy: PolicyRecord['backup_policy']): NativeSchedule | null => {
  if (policy === null || policy === undefined) return null
  const hour = policy.hour === null ? {} : { hour: policy.hour }
  if (policy.plan === plans.day) return { every: 'day', ...hour }
  if (policy.plan !== plans.week) return null
  return { every: 'week', ...(isWeekday(policy.weekday) ? { weekday: weekdays[policy.weekday] } : {}), ...hour }
}

export type BackupPolicy = { readonly plan: string; readonly weekday?: string; readonly hour?: number }

/** DigitalOcean's form of a schedule, held against what it says it supports now. */
export const policyOf = (schedule: NativeSchedule, supported: readonly SupportedPolicy[]): BackupPolicy => {
  const plan = plans[schedule.every]
  const allowed = supported.find(({ name }) => name === plan)
  if (allowed === undefined) throw refused(`It supports: ${supported.map(({ name }) => name).join(', ') || 'none'}.`)
  if (schedule.hour !== undefined && !allowed.possible_window_starts.includes(schedule.hour))
    throw refused(`Backups can start at these hours (UTC): ${allowed.possible_window_starts.join(', ')}.`)
  const hour = schedule.hour === undefined ? {} : { hour: schedule.hour }
  if (schedule.every === 'day') return { plan, ...hour }
  const weekday = Object.entries(weekdays).find(([, ours]) => ours === schedule.weekday)?.[0]
  if (weekday === undefined) return { plan, ...hour }
  if (!allowed.possible_days.includes(weekday)) throw refused(`Days can be: ${allowed.possible_days.join(', ')}.`)
  return { plan, weekday, ...hour }
}

const refused = (why: string) =>
  new ProviderError(`DigitalOcean does not take this backup schedule. ${why}`, {
    kind: 'permanent',
    effect: 'none',
    retry_after_ms: null,
  })
