import type { z } from 'zod'
import type { FieldError } from '../lib/errors.ts'

/** More would not help anybody, and a hostile body can be wrong in thousands of places. */
const maxFields = 20

/** What zod found, as the `details.fields` of a 400. */
export const fieldErrors = (issues: readonly z.core.$ZodIssue[]): FieldError[] =>
  issues.flatMap(toFields).slice(0, maxFields)

const toFields = (issue: z.core.$ZodIssue): FieldError[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.slice(0, maxFields).map((key) => ({
        path: pathOf([...issue.path, key]),
        message: 'This field is not known here. Check its spelling, or leave it out.',
      }))
    : [{ path: pathOf(issue.path), message: issue.message }]

const pathOf = (path: readonly PropertyKey[]): string => path.map(String).join('.').slice(0, 200)

/** Says "required" in plain words where zod speaks of `undefined`. Messages written in a schema come first. */
export const missingFieldMessage: z.core.$ZodErrorMap = (issue) =>
  issue.code === 'invalid_type' && issue.input === undefined ? 'This field is required.' : undefined
