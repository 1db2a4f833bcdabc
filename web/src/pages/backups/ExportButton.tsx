import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ServerFilters } from '../../api/server-types.ts'
import link from '../../ui/LinkButton.module.css'

/** Downloads what is listed, all of it, as a table for spreadsheets. */
export function ExportButton({ asked }: { asked: ServerFilters }) {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(asked)) if (value) query.set(name, value)
  return (
    <Button
      component="a"
      className={link.link}
      href={`/api/servers/export.csv?${query}`}
      download="servers.csv"
      leftSection={<IconDownload size={16} stroke={1.6} />}
    >
      Export CSV
    </Button>
  )
}
