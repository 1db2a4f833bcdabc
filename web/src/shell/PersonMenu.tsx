import { Menu } from '@mantine/core'
import { IconKeyboard, IconLogout, IconSettings } from '@tabler/icons-react'
import { paths } from '../paths.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { MenuChoice } from '../ui/MenuChoice.tsx'
import styles from './PersonMenu.module.css'
import { type Scope, scopeKey } from './scope.ts'
import { useShellActions } from './shell-actions.ts'
import { useGo } from './use-go.ts'
import { useSignOut } from './use-sign-out.ts'
import { useViewer } from './viewer.ts'

/** Who is signed in, as what, and the way out. */
export function PersonMenu() {
  const { me, user, scope, scopes, setScope } = useViewer()
  const go = useGo()
  const signOut = useSignOut()
  const { openShortcuts } = useShellActions()
  const choose = (next: Scope) => {
    setScope(next)
    go(paths.home())
  }
  return (
    <Menu width={260}>
      <Menu.Target>
        <button type="button" className={styles.target} aria-label={`${user.name}: settings and sign out`}>
          <Avatar name={user.name} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.person}>
          <strong>{user.name}</strong>
          <span>{user.email}</span>
        </div>
        <Menu.Divider />
        {scopes.length > 1 && (
          <>
            <Menu.Label>Work as</Menu.Label>
            {scopes.map((choice) => (
              <MenuChoice
                key={scopeKey(choice)}
                value={scopeKey(choice)}
                chosen={scopeKey(choice) === scopeKey(scope)}
                onChoose={() => choose(choice)}
              >
                {choice.kind === 'operator' ? me.installation.name : choice.membership.organization_name}
                <span className={styles.role}>{choice.kind === 'operator' ? 'operator' : choice.membership.role}</span>
              </MenuChoice>
            ))}
            <Menu.Divider />
          </>
        )}
        <Menu.Item leftSection={<IconSettings size={16} stroke={1.6} />} onClick={() => go(paths.settings())}>
          Settings
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.6} />} onClick={openShortcuts}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.6} />} onClick={signOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
