import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import type { FileEntry } from '../../../../src/recovery-points/file-schema.ts'
import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import type { Server } from '../../api/server-types.ts'
import { FolderTable } from '../../components/FolderTable.tsx'
import { formatBytes } from '../../format/format-bytes.ts'
import { formatCount } from '../../format/format-count.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { formatTime } from '../../format/format-time.ts'
import { pointName } from '../../lib/point-look.ts'
import { readRestoreChoice, writeRestoreChoice } from '../../lib/restore-choice.ts'
import { searchOf } from '../../lib/search-of.ts'
import { useIsPhone } from '../../lib/use-is-phone.ts'
import { useNow } from '../../lib/use-now.ts'
import { type FilesQuery, paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { useWhyNotAct } from '../../shell/use-why-not-act.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { SearchSelect } from '../../ui/SearchSelect.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Toolbar } from '../../ui/Toolbar.tsx'
import { useServersAbove } from '../servers/use-servers-above.ts'
import { EntryActions } from './EntryActions.tsx'
import { FileHits } from './FileHits.tsx'
import styles from './Files.module.css'
import { FileVersionList } from './FileVersionList.tsx'

/** Of a file, on the systems there are. */
const longestName = 255

type Props = { server: Server; point: RecoveryPoint; points: readonly RecoveryPoint[] }

/** Folders of a backup, with what can be taken out of it. */
export function FileBrowser({ server, point, points }: Props) {
  const go = useGo()
  const now = useNow()
  const phone = useIsPhone()
  const query = useAddressQuery()
  const path = query.get('path') ?? firstFolder(point)
  const q = searchOf(query, longestName)
  const [chosen, setChosen] = useState<string[]>([])
  const [open, setOpen] = useState<string | null>(null)
  const why = useWhyNotAct()
  const to = (more: FilesQuery) => go(paths.serverFiles(server.id, { point: point.id, path, q, ...more }))
  const restore = (include: string[], from = point.id) => {
    writeRestoreChoice(server.id, from, { ...readRestoreChoice(server.id, from), include })
    go(paths.restoreWizard(server.id, { point: from, step: 'where' }))
  }
  return (
    <>
      <PageHead
        title="Files"
        acts
        documentTitle={`Files of ${server.name}`}
        crumbs={[useServersAbove(), { word: server.name, to: paths.server(server.id) }]}
        facts={
          <>
            {pointName(point)} of {formatTime(point.taken_at, { now })}
            {point.file_count !== null && `, ${formatCount(point.file_count)} files`}
            {point.size_bytes !== null && `, ${formatBytes(point.size_bytes)}`}
          </>
        }
        dock
        actions={
          // A finger finds no tooltip: there the button comes with what it is for.
          (!phone || chosen.length > 0) && (
            <ActionButton
              variant="filled"
              leftSection={<IconHistory size={16} stroke={1.6} />}
              disabledReason={why ?? (chosen.length === 0 ? 'Check files or folders first.' : null)}
              onClick={() => restore(chosen)}
            >
              {chosen.length === 0 ? 'Restore chosen…' : `Restore ${formatPlural(chosen.length, 'choice')}…`}
            </ActionButton>
          )
        }
      />
      <Toolbar>
        <SearchSelect
          className={styles.point}
          aria-label="Backup"
          data={points.map((one) => ({
            value: one.id,
            label: `${formatTime(one.taken_at, { now })}${one.source === 'files' ? '' : `, ${pointName(one)}`}`,
          }))}
          value={point.id}
          onChange={(id) => {
            setChosen([])
            setOpen(null)
            to({ point: id ?? point.id })
          }}
        />
        <SearchField
          label="Search all backups for a name"
          longest={longestName}
          value={q}
          onChange={(text) => to({ q: text })}
        />
      </Toolbar>
      <Sheet>
        <div>
          {q !== '' ? (
            <FileHits serverId={server.id} q={q} why={why} onRestore={(file, from) => restore([file], from)} />
          ) : (
            <FolderTable
              key={point.id}
              pointId={point.id}
              path={path}
              onPath={(next) => {
                setOpen(null)
                to({ path: next })
              }}
              chosen={chosen}
              onChosen={setChosen}
              onFile={(entry) => setOpen((before) => (before === entry.path ? null : entry.path))}
              openKey={open}
              detail={(entry: FileEntry) => (
                <FileVersionList
                  pointId={point.id}
                  path={entry.path}
                  why={why}
                  onRestore={(from) => restore([entry.path], from)}
                />
              )}
              actions={(entry) => (
                <EntryActions
                  pointId={point.id}
                  entry={entry}
                  why={why}
                  open={open === entry.path}
                  onVersions={() => setOpen((before) => (before === entry.path ? null : entry.path))}
                />
              )}
            />
          )}
        </div>
      </Sheet>
    </>
  )
}

/** Where most begin: the folder that was backed up, when it is one. */
function firstFolder(point: RecoveryPoint): string {
  return point.paths.length === 1 ? (point.paths[0] ?? '/') : '/'
}
