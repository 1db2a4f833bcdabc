import { expect, test } from 'vitest'
import { followedIn, withFollowed } from './followed-runs.ts'

const run = (run_id: string) => ({ run_id, title: `Work of ${run_id}` })

test('what was begun here is there after a reload, the newest first', () => {
  const list = withFollowed(withFollowed([], run('a')), { ...run('b'), undo: { enable: false, server_ids: ['s'] } })
  expect(followedIn(JSON.stringify(list))).toEqual(list)
  expect(list.map(({ run_id }) => run_id)).toEqual(['b', 'a'])
})

test('few at a time, each once', () => {
  const list = ['a', 'b', 'c', 'b', 'd'].reduce<ReturnType<typeof followedIn>>(
    (all, id) => withFollowed(all, run(id)),
    [],
  )
  expect(list.map(({ run_id }) => run_id)).toEqual(['d', 'b', 'c'])
})

test.each([null, '', 'nonsense', '{}', '[1,null,{"run_id":2},{"run_id":"a"}]'])('%o is nothing to follow', (kept) =>
  expect(followedIn(kept)).toEqual([]),
)
