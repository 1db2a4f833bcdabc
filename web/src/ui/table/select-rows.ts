/**
 * The rows checked after one more is pressed: that row turned over, or with a range everything
 * from the row pressed before up to this one, in the state that one was given.
 */
export function selectRows(
  selected: ReadonlySet<string>,
  order: readonly string[],
  press: { key: string; from: string | null; range: boolean },
): ReadonlySet<string> {
  const next = new Set(selected)
  const to = order.indexOf(press.key)
  const before = press.range && press.from !== null ? order.indexOf(press.from) : -1
  const from = before < 0 ? to : before
  const on = before < 0 ? !selected.has(press.key) : selected.has(order[before] ?? '')
  for (const key of order.slice(Math.min(from, to), Math.max(from, to) + 1)) {
    if (on) next.add(key)
    else next.delete(key)
  }
  return next
}

/** Whether all shown rows are checked, some, or none. */
export function howMany(selected: ReadonlySet<string>, order: readonly string[]): 'all' | 'some' | 'none' {
  const count = order.filter((key) => selected.has(key)).length
  if (count === 0) return 'none'
  return count === order.length ? 'all' : 'some'
}
