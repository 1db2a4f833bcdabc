import { Button } from '@mantine/core'
import { downloadAddress } from '../../api/files.ts'
import { useRowTabIndex } from '../../ui/table/table-context.ts'

type Props = { pointId: string; path: string; folder?: boolean }

/** Lets the browser fetch a file as it is, or a folder as an archive. */
export function DownloadLink({ pointId, path, folder }: Props) {
  const tabIndex = useRowTabIndex()
  return (
    <Button
      variant="quiet"
      component="a"
      tabIndex={tabIndex}
      href={downloadAddress(pointId, path, folder ? 'zip' : undefined)}
      download
    >
      {folder ? 'Download zip' : 'Download'}
      <span className="bs-hidden"> {path}</span>
    </Button>
  )
}
