import { expect, test } from 'vitest'
import { knownActions } from '../../components/event-sentence.ts'
import { actionChoices } from './action-choices.ts'

const values = (chosen?: string) =>
  actionChoices(chosen).flatMap((choice) =>
    'items' in choice ? choice.items.map((item) => item.value) : [choice.value],
  )

test('every event with words can be chosen, once', () => {
  for (const action of knownActions) expect(values()).toContain(action)
  expect(new Set(values()).size).toBe(values().length)
})

test('a noun alone stands for all its events', () => {
  expect(values()).toContain('api_key')
})

test('what the address asks for is always a choice', () => {
  expect(values('plan.created')).toContain('plan.created')
  expect(values('member')).toHaveLength(values().length)
})
