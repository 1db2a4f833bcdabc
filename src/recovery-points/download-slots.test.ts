import { expect, test } from 'vitest'
import { AppError } from '../lib/errors.ts'
import { createDownloadSlots } from './download-slots.ts'

test('no more downloads at once than allowed, and each frees its slot once', () => {
  const slots = createDownloadSlots(2)
  const first = slots.take()
  slots.take()
  let refused: unknown
  try {
    slots.take()
  } catch (error) {
    refused = error
  }
  expect(refused).toBeInstanceOf(AppError)
  expect(refused).toMatchObject({ code: 'downloads_busy', retryAfterSeconds: 10 })
  first()
  first()
  slots.take()
  expect(() => slots.take()).toThrow(AppError)
})
