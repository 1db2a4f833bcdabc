/** A form's fields, as deep as their names say: `items[0][price]` is a list of objects. Stripe's API takes nothing else. */
export type Form = { [name: string]: string | Form }

/** Reads an `application/x-www-form-urlencoded` body or query in the way of Stripe's API. Lists become objects with the keys 0, 1 … */
export const readForm = (text: string): Form => {
  const form: Form = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) put(form, pathOf(name), value)
  return form
}

const pathOf = (name: string) => [
  name.split('[')[0] ?? '',
  ...[...name.matchAll(/\[([^\]]*)\]/g)].map(([, part = '']) => part),
]

const put = (form: Form, [name = '', ...rest]: string[], value: string): void => {
  if (rest.length === 0) {
    form[name] = value
    return
  }
  const inner = form[name]
  const next: Form = typeof inner === 'object' ? inner : Object.create(null)
  form[name] = next
  put(next, rest, value)
}

export const textIn = (form: Form, name: string): string | null => {
  const value = form[name]
  return typeof value === 'string' && value !== '' ? value : null
}

export const formIn = (form: Form, name: string): Form => {
  const value = form[name]
  return typeof value === 'object' ? value : {}
}

export const textsIn = (form: Form): Record<string, string> =>
  Object.fromEntries(Object.entries(form).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
