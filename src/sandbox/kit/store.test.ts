import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from './store.ts'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'backstay-store-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const journal = () => join(directory, 'state.jsonl')
const rowsOf = () => {
  const store = openStore(directory)
  const rows = [...store.table<{ n: number }>('things').all()]
  store.close()
  return rows
}

test('what was committed is there again, in its order, and nothing else', () => {
  const store = openStore(directory)
  const things = store.table<{ n: number }>('things')
  expect(store.is_new).toBe(true)
  for (const n of [3, 1, 2]) things.put(n, { n })
  things.delete(1)
  store.commit()
  things.put(3, { n: 33 })
  store.commit()
  things.put(9, { n: 9 })
  store.close()
  expect(rowsOf()).toEqual([{ n: 33 }, { n: 2 }])
  expect(openStore(directory).is_new).toBe(false)
})

test('a commit torn by a kill did not happen, wherever it was torn', () => {
  const store = openStore(directory)
  const things = store.table<{ n: number }>('things')
  things.put(1, { n: 1 })
  store.commit()
  const before = readFileSync(journal())
  things.put(1, { n: 2 })
  things.put(2, { n: 2 })
  store.commit()
  store.close()
  const after = readFileSync(journal())
  for (let length = before.length; length < after.length - 1; length++) {
    writeFileSync(journal(), after.subarray(0, length))
    expect(rowsOf()).toEqual([{ n: 1 }])
  }
})

test('what comes after a torn commit counts', () => {
  const store = openStore(directory)
  store.table('things').put(1, { n: 1 })
  store.commit()
  store.close()
  appendFileSync(journal(), '[["things","2",{"n":')
  const again = openStore(directory)
  again.table('things').put(3, { n: 3 })
  again.commit()
  again.close()
  expect(rowsOf()).toEqual([{ n: 1 }, { n: 3 }])
})

test('each start writes the journal anew, without what was replaced', () => {
  const store = openStore(directory)
  for (let n = 0; n < 100; n++) {
    store.table('things').put(1, { n })
    store.commit()
  }
  store.close()
  openStore(directory).close()
  expect(readFileSync(journal(), 'utf8')).toBe('[["things","1",{"n":99}]]\n')
})
