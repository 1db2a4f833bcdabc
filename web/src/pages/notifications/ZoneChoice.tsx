import { useId, useMemo } from 'react'
import { useChangeMe } from '../../api/me.ts'
import { readerZone } from '../../forms/reader-zone.ts'
import { cx } from '../../lib/cx.ts'
import { useViewer } from '../../shell/viewer.ts'
import { SearchSelect } from '../../ui/SearchSelect.tsx'
import { showErrorToast } from '../../ui/toast/show-error-toast.ts'
import styles from './Notifications.module.css'

/** In whose clock one's e-mails tell times; a choice holds at once. */
export function ZoneChoice() {
  const { user } = useViewer()
  const change = useChangeMe()
  const id = useId()
  const zone = change.isPending ? change.variables.time_zone : (user.time_zone ?? 'UTC')
  const zones = useMemo(() => [...new Set([zone, readerZone(), 'UTC', ...Intl.supportedValuesOf('timeZone')])], [zone])
  return (
    <div className={cx(styles.choice, styles.zone)}>
      <div className={styles.words}>
        <div id={id}>Times in e-mails</div>
        <div className={styles.text}>By the clocks of this time zone; what comes once a day comes at 06:00 there.</div>
      </div>
      <div className={styles.timing}>
        <SearchSelect
          aria-labelledby={id}
          data={zones}
          limit={100}
          value={zone}
          allowDeselect={false}
          nothingFoundMessage="No such zone."
          onChange={(time_zone) =>
            time_zone !== null &&
            change.mutate({ time_zone }, { onError: (error) => showErrorToast('Your time zone was not kept.', error) })
          }
        />
      </div>
    </div>
  )
}
