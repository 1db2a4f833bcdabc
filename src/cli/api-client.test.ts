import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { createApiClient } from './api-client.ts'

afterEach(() => vi.unstubAllGlobals())

test('a list is asked for page after page, to its end', async () => {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url)
    const cursor = new URL(url).searchParams.get('cursor')
    const page = cursor === null ? { data: [1, 2], next_cursor: 'a b' } : { data: [3], next_cursor: null }
    return Response.json(page)
  })
  const api = createApiClient({ url: 'http://backstay.example', api_key: 'key' })
  expect(await api.list('/api/servers', { q: 'web&1' }, z.number())).toEqual([1, 2, 3])
  expect(asked).toEqual([
    'http://backstay.example/api/servers?q=web%261&limit=200',
    'http://backstay.example/api/servers?q=web%261&limit=200&cursor=a+b',
  ])
})
