import { fieldProblems } from '../../api/field-problems.ts'
import { Notice } from '../../ui/Notice.tsx'

type Props = {
  error: Error | null
  /** What did not happen, as one sentence. */
  title: string
  /** The fields of the form: remarks on these stand beside them and need no notice. */
  fields: readonly string[]
}

/** What the server refused, where it is not about one of the fields. */
export function RefusalNotice({ error, title, fields }: Props) {
  if (!error) return null
  const remarked = Object.keys(fieldProblems(error))
  if (remarked.length > 0 && remarked.every((field) => fields.includes(field))) return null
  return (
    <Notice tone="bad" alert title={title}>
      {error.message}
    </Notice>
  )
}
