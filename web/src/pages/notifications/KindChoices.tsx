import { Checkbox } from '@mantine/core'
import type { NoticeKind } from '../../../../src/notifications/schema.ts'
import { noticeKinds, noticeWords } from '../../lib/notice-words.ts'
import styles from './Notifications.module.css'

type Props = { value: readonly NoticeKind[]; onChange: (kinds: NoticeKind[]) => void }

/** Which kinds of notices a target is told. */
export function KindChoices({ value, onChange }: Props) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>Is told of</legend>
      <div className={styles.kinds}>
        {noticeKinds.map((kind) => (
          <Checkbox
            key={kind}
            label={noticeWords[kind].word}
            checked={value.includes(kind)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...value, kind] : value.filter((one) => one !== kind))
            }
          />
        ))}
      </div>
    </fieldset>
  )
}
