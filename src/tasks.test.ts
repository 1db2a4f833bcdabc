import { expect, test } from 'vitest'
import * as tasks from './tasks.ts'

test('allTasks names every task of the file, once', () => {
  const exported = Object.values(tasks)
    .filter((value) => typeof value === 'object' && 'max_attempts' in value)
    .map((task) => task.name)
  expect(tasks.allTasks.map((task) => task.name).sort()).toEqual(exported.sort())
  expect(new Set(exported).size).toBe(exported.length)
})
