import { useAddressQuery } from '../../shell/use-address-query.ts'
import { Notice } from '../../ui/Notice.tsx'
import styles from './Plans.module.css'

type Props = {
  /** There is a subscription by card that counts. */
  confirmed: boolean
  host: string
}

/** What came of the page of Stripe, when one comes back from it: changes by itself once Stripe has told us. */
export function FromStripe({ confirmed, host }: Props) {
  const checkout = useAddressQuery().get('checkout')
  if (checkout !== 'paid' && checkout !== 'left') return null
  return (
    <div className={styles.notice} role="status">
      {checkout === 'left' ? (
        <Notice tone="info" title="Nothing was bought.">
          You left the page of Stripe before paying.
        </Notice>
      ) : confirmed ? (
        <Notice tone="info" title="Paid, and your places are here.">
          No server was changed. Switch backups on under Servers, where you want them.
        </Notice>
      ) : (
        <Notice tone="info" title="Stripe has your payment.">
          The places appear here once Stripe has confirmed it to Backstay, mostly within seconds. Should they not be
          here in some minutes, do not pay again: ask {host}.
        </Notice>
      )}
    </div>
  )
}
