import { useMemo, useState } from 'react'
import { hiddenIn, turnedOver } from '../../lib/hidden-columns.ts'
import { readStored } from '../../lib/read-stored.ts'
import { writeStored } from '../../lib/write-stored.ts'
import { useViewer } from '../../shell/viewer.ts'

/** Which columns this person does without. Kept in the browser as other ways of looking are, for each person by themselves. */
export function useHiddenColumns() {
  const key = `backups-without.${useViewer().user.id}`
  const [kept, setKept] = useState(() => readStored(key))
  const hidden = useMemo(() => hiddenIn(kept), [kept])
  return {
    hidden,
    turnOver: (column: string) => {
      const next = [...turnedOver(hidden, column)].join(',') || null
      setKept(next)
      writeStored(key, next)
    },
  }
}
