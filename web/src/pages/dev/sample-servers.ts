import type { states } from '../../ui/marks/states.ts'
import type { StripData } from '../../ui/strip/strip-codes.ts'

export type SampleServer = {
  id: string
  name: string
  customer: string
  status: keyof typeof states.server
  last: string
  last_at: string
  strip: StripData
}

const last_day = '2026-11-21'
const none = 'n'.repeat(30)
const all = 'p'.repeat(30)

/** Believable rows, with trouble among them. */
export const sampleServers: readonly SampleServer[] = [
  {
    id: 'vmi1884201',
    name: 'db-primary',
    customer: 'Kestrel Dental',
    status: 'missed',
    last: '5 d 6 h',
    last_at: '16 Nov 03:04',
    strip: { image: none, files: `${'p'.repeat(24)}mmmmmo`, proof: '...v......v.....v.............', last_day },
  },
  {
    id: '48210937',
    name: 'shop-prod-1',
    customer: 'Harbour & Finch',
    status: 'drifted',
    last: '7 h 28 m',
    last_at: '02:14',
    strip: {
      image: 'eepeeeeeepeeeeeepeeeeeexpxxxpm',
      files: 'ppppppppwpppppppppmmpppppppppp',
      proof: '...v......v......v........v...',
      last_day,
    },
  },
  {
    id: '61840022',
    name: 'erp-01',
    customer: 'Papierwerk GmbH',
    status: 'drill_failed',
    last: '6 h 40 m',
    last_at: '03:02',
    strip: { image: none, files: all, proof: 'v.......v.......v............x', last_day },
  },
  {
    id: 'c6e1f0a4',
    name: 'atelier-www',
    customer: 'Atelier Sousa',
    status: 'paused',
    last: '12 d',
    last_at: '9 Nov 02:20',
    strip: { image: none, files: 'eeeeeeeeeeepppppppzzzzzzzzzzzz', proof: '', last_day },
  },
  {
    id: '48233018',
    name: 'cart-api-2',
    customer: 'Mistral Commerce',
    status: 'enabling',
    last: 'none yet',
    last_at: 'first by 12:00',
    strip: { image: `${'n'.repeat(29)}r`, files: none, proof: '', last_day },
  },
  {
    id: '5509882',
    name: 'wp-cluster-1',
    customer: 'Nordlicht Media',
    status: 'protected',
    last: '6 h 58 m',
    last_at: '02:44',
    strip: { image: 'npnnnnnnpnnnnnnpnnnnnnpnnnnnnn', files: all, proof: '......v.......v......v........', last_day },
  },
  {
    id: '48219950',
    name: 'staging-eu',
    customer: 'Harbour & Finch',
    status: 'unprotected',
    last: 'never',
    last_at: 'no backup',
    strip: { image: none, files: none, proof: '', last_day },
  },
]
