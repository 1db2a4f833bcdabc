import { ApiError } from '../api/api-error.ts'
import { fieldProblems } from '../api/field-problems.ts'
import { Notice } from '../ui/Notice.tsx'

type Props = {
  error: unknown
  /** What did not happen: "Not invited." */
  title: string
  /** Fields of this form that show their own remarks; anything else is said here. */
  fields?: readonly string[]
}

/** Why the form was refused, where no field can say it. */
export function Refusal({ error, title, fields = [] }: Props) {
  if (!error) return null
  const problems = Object.keys(fieldProblems(error))
  if (problems.length > 0 && problems.every((problem) => fields.includes(problem))) return null
  const theirs = providerWords(error)
  return (
    <Notice tone="bad" alert title={title}>
      {error instanceof Error ? error.message : 'This page met a fault of its own. Load it again.'}
      {theirs && ` ${theirs}`}
    </Notice>
  )
}

/** What a provider said itself, such as "DigitalOcean says: Unable to authenticate you." */
function providerWords(error: unknown): string | null {
  if (!(error instanceof ApiError)) return null
  const { details } = error
  if (typeof details !== 'object' || details === null || !('provider_message' in details)) return null
  const words = details.provider_message
  const said = typeof words === 'string' ? /\S+ says: .*$/.exec(words)?.[0] : undefined
  return said && !error.message.includes(said) ? said : null
}
