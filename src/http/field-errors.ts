import type { z } from 'zod'
import type { FieldError } from '../lib/errors.ts'

/** More would not help anybody, and a hostile body can be wrong in thousands of places. */
const maxFields = 20

/** What zod found, as the `details.fields` of a 400. */
export const fieldErrors = (issues: readonly z.core.$ZodIssue[]): FieldError[] =>
  issues.flatMap(toFields).slice(0, maxFields)

const toFields = (issue: z.core.$ZodIssue): FieldError[] => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, maxFields).map((key) => ({
      path: pathOf([...issue.path, key]),
      message: 'This field is not known here. Check its spelling, or leave it out.',
    }))
  if (issue.code === 'invalid_union') return unionFields(issue)
  return [{ path: pathOf(issue.path), message: issue.message }]
}

/** Of a value that fits none of several shapes: what is wrong with the one it comes closest to, in that shape's own words. */
const unionFields = (issue: z.core.$ZodIssueInvalidUnion): FieldError[] => {
  const here = (message: string): FieldError[] => [{ path: pathOf(issue.path), message }]
  if ('options' in issue && Array.isArray(issue.options))
    return here(`Expected one of ${issue.options.map((one) => `"${String(one)}"`).join(', ')}.`)
  // What somebody wrote for the union as a whole.
  if (issue.message !== unwritten) return here(issue.message)
  const [nearest] = issue.errors.filter((branch) => !branch.some(isOtherKind)).sort((a, b) => faults(a) - faults(b))
  if (nearest === undefined) return here([...new Set(issue.errors.flat().map(({ message }) => message))].join('; or '))
  return nearest.flatMap((inner) => toFields({ ...inner, path: [...issue.path, ...inner.path] }))
}

const unwritten = 'Invalid input'

/** The value is not of this shape at all: another type, or another word where the shape is told by its word. */
const isOtherKind = (issue: z.core.$ZodIssue): boolean =>
  issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value')

/** A field that the shape does not know, or another word where shapes are told by their word, says that another one was meant. */
const faults = (branch: readonly z.core.$ZodIssue[]): number =>
  branch.reduce((sum, { code }) => sum + (code === 'unrecognized_keys' ? 10 : code === 'invalid_union' ? 2 : 1), 0)

const pathOf = (path: readonly PropertyKey[]): string => path.map(String).join('.').slice(0, 200)

/** Says "required" in plain words where zod speaks of `undefined`. Messages written in a schema come first. */
export const missingFieldMessage: z.core.$ZodErrorMap = (issue) =>
  issue.code === 'invalid_type' && issue.input === undefined ? 'This field is required.' : undefined
