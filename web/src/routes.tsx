import { createRootRoute, createRoute, createRouter, lazyRouteComponent, notFound } from '@tanstack/react-router'
import { isDevelopment } from './lib/is-development.ts'
import { choiceParam, parseSearch, stringifySearch, textParam } from './lib/search-params.ts'
import { FaultPage } from './pages/FaultPage.tsx'
import { NotFoundPage } from './pages/NotFoundPage.tsx'
import { wizardSteps } from './pages/restores/wizard-steps.ts'

type Search = Record<string, unknown>

const root = createRootRoute({ notFoundComponent: NotFoundPage, errorComponent: FaultPage })

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyRouteComponent(() => import('./pages/entry/WelcomePage.tsx'), 'WelcomePage'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Search) => ({ next: textParam(search, 'next', 2000) }),
  component: lazyRouteComponent(() => import('./pages/entry/SignInPage.tsx'), 'SignInPage'),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./pages/entry/InvitationPage.tsx'), 'InvitationPage'),
})

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('./pages/entry/ResetPasswordPage.tsx'), 'ResetPasswordPage'),
})

const unsubscribe = createRoute({
  getParentRoute: () => root,
  path: '/unsubscribe',
  component: lazyRouteComponent(() => import('./pages/entry/UnsubscribePage.tsx'), 'UnsubscribePage'),
})

const pieces = createRoute({
  getParentRoute: () => root,
  path: '/dev/pieces',
  beforeLoad: () => {
    if (!isDevelopment()) throw notFound()
  },
  component: lazyRouteComponent(() => import('./pages/dev/PiecesPage.tsx'), 'PiecesPage'),
})

/** Everything behind the sign-in stands inside the shell. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: lazyRouteComponent(() => import('./shell/Shell.tsx'), 'Shell'),
})

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('./shell/Home.tsx'), 'Home'),
})

const dashboard = createRoute({
  getParentRoute: () => shell,
  path: '/dashboard',
  component: lazyRouteComponent(() => import('./pages/dashboard/DashboardPage.tsx'), 'DashboardPage'),
})

const analytics = createRoute({
  getParentRoute: () => shell,
  path: '/analytics',
  validateSearch: (search: Search) => ({
    months: choiceParam(search, 'months', ['3', '6', '12']),
    by: choiceParam(search, 'by', ['organization']),
    month: textParam(search, 'month', 7),
    sort: textParam(search, 'sort', 20),
  }),
  component: lazyRouteComponent(() => import('./pages/analytics/AnalyticsPage.tsx'), 'AnalyticsPage'),
})

const recommendations = createRoute({
  getParentRoute: () => shell,
  path: '/recommendations',
  validateSearch: (search: Search) => ({
    state: choiceParam(search, 'state', ['snoozed', 'dismissed', 'applied']),
  }),
  component: lazyRouteComponent(() => import('./pages/dashboard/RecommendationsPage.tsx'), 'RecommendationsPage'),
})

const customers = createRoute({
  getParentRoute: () => shell,
  path: '/customers',
  validateSearch: (search: Search) => ({ q: textParam(search, 'q'), dialog: choiceParam(search, 'dialog', ['new']) }),
  component: lazyRouteComponent(() => import('./pages/customers/CustomersPage.tsx'), 'CustomersPage'),
})

const LazyCustomerPage = lazyRouteComponent(() => import('./pages/customers/CustomerPage.tsx'), 'CustomerPage')

const customer = createRoute({
  getParentRoute: () => shell,
  path: '/customers/$organizationId',
  component: function Customer() {
    const { organizationId } = customer.useParams()
    // Another customer is another page: nothing typed or opened on one may stay for the next.
    return <LazyCustomerPage key={organizationId} organizationId={organizationId} />
  },
})

const servers = createRoute({
  getParentRoute: () => shell,
  path: '/servers',
  validateSearch: (search: Search) => ({
    q: textParam(search, 'q'),
    show: textParam(search, 'show', 40),
    view: choiceParam(search, 'view', ['cards', 'table']),
    dialog: choiceParam(search, 'dialog', ['add']),
  }),
  component: lazyRouteComponent(() => import('./pages/servers/ServersPage.tsx'), 'ServersPage'),
})

const LazyServerPage = lazyRouteComponent(() => import('./pages/servers/ServerPage.tsx'), 'ServerPage')

const server = createRoute({
  getParentRoute: () => shell,
  path: '/servers/$serverId',
  validateSearch: (search: Search) => ({
    run: textParam(search, 'run', 60),
    // What is none of its dialogs opens none.
    dialog: textParam(search, 'dialog', 20),
    point: textParam(search, 'point', 60),
    method: textParam(search, 'method', 20),
    outcome: textParam(search, 'outcome', 20),
  }),
  component: function ServerAtAddress() {
    const { serverId } = server.useParams()
    return <LazyServerPage key={serverId} serverId={serverId} />
  },
})

const LazyServerFilesPage = lazyRouteComponent(() => import('./pages/files/ServerFilesPage.tsx'), 'ServerFilesPage')

const serverFiles = createRoute({
  getParentRoute: () => shell,
  path: '/servers/$serverId/files',
  validateSearch: (search: Search) => ({
    point: textParam(search, 'point', 60),
    path: textParam(search, 'path', 4000),
    q: textParam(search, 'q', 200),
  }),
  component: function FilesAtAddress() {
    const { serverId } = serverFiles.useParams()
    return <LazyServerFilesPage key={serverId} serverId={serverId} />
  },
})

const LazyRestoreWizardPage = lazyRouteComponent(
  () => import('./pages/restores/RestoreWizardPage.tsx'),
  'RestoreWizardPage',
)

const restoreWizard = createRoute({
  getParentRoute: () => shell,
  path: '/servers/$serverId/restore',
  validateSearch: (search: Search) => ({
    point: textParam(search, 'point', 60),
    step: choiceParam(search, 'step', wizardSteps),
  }),
  component: function WizardAtAddress() {
    const { serverId } = restoreWizard.useParams()
    return <LazyRestoreWizardPage key={serverId} serverId={serverId} />
  },
})

const restores = createRoute({
  getParentRoute: () => shell,
  path: '/restores',
  validateSearch: (search: Search) => ({ server_id: textParam(search, 'server_id', 60) }),
  component: lazyRouteComponent(() => import('./pages/restores/RestoresPage.tsx'), 'RestoresPage'),
})

const LazyRestorePage = lazyRouteComponent(() => import('./pages/restores/RestorePage.tsx'), 'RestorePage')

const restore = createRoute({
  getParentRoute: () => shell,
  path: '/restores/$restoreId',
  component: function RestoreAtAddress() {
    const { restoreId } = restore.useParams()
    return <LazyRestorePage key={restoreId} restoreId={restoreId} />
  },
})

const agents = createRoute({
  getParentRoute: () => shell,
  path: '/agents',
  validateSearch: (search: Search) => ({ dialog: choiceParam(search, 'dialog', ['add']) }),
  component: lazyRouteComponent(() => import('./pages/agents/AgentsPage.tsx'), 'AgentsPage'),
})

const plans = createRoute({
  getParentRoute: () => shell,
  path: '/plans',
  validateSearch: (search: Search) => ({
    plan: textParam(search, 'plan', 60),
    checkout: choiceParam(search, 'checkout', ['paid', 'left']),
    organization_id: textParam(search, 'organization_id'),
    show: textParam(search, 'show', 40),
    dialog: choiceParam(search, 'dialog', ['grant', 'new']),
  }),
  component: lazyRouteComponent(() => import('./pages/plans/PlansPage.tsx'), 'PlansPage'),
})

const backups = createRoute({
  getParentRoute: () => shell,
  path: '/backups',
  validateSearch: (search: Search) => ({
    q: textParam(search, 'q'),
    organization_id: textParam(search, 'organization_id'),
    provider: textParam(search, 'provider'),
    plan_id: textParam(search, 'plan_id', 60),
    show: textParam(search, 'show'),
    rpo_status: choiceParam(search, 'rpo_status', ['met', 'at_risk', 'missed']),
    posture: textParam(search, 'posture', 40),
    day: textParam(search, 'day', 10),
    went: choiceParam(search, 'went', ['good', 'warning', 'missed']),
    has_points: choiceParam(search, 'has_points', ['true']),
    sort: textParam(search, 'sort'),
    dialog: choiceParam(search, 'dialog', ['add', 'enable']),
  }),
  component: lazyRouteComponent(() => import('./pages/backups/BackupsPage.tsx'), 'BackupsPage'),
})

const operatorTasks = createRoute({
  getParentRoute: () => shell,
  path: '/operator-tasks',
  validateSearch: (search: Search) => ({ status: choiceParam(search, 'status', ['done']) }),
  component: lazyRouteComponent(() => import('./pages/operator-tasks/OperatorTasksPage.tsx'), 'OperatorTasksPage'),
})

const providerAccounts = createRoute({
  getParentRoute: () => shell,
  path: '/provider-accounts',
  validateSearch: (search: Search) => ({ dialog: choiceParam(search, 'dialog', ['connect']) }),
  component: lazyRouteComponent(
    () => import('./pages/provider-accounts/ProviderAccountsPage.tsx'),
    'ProviderAccountsPage',
  ),
})

const storage = createRoute({
  getParentRoute: () => shell,
  path: '/storage',
  validateSearch: (search: Search) => ({ dialog: choiceParam(search, 'dialog', ['add']) }),
  component: lazyRouteComponent(() => import('./pages/storage/StoragePage.tsx'), 'StoragePage'),
})

const LazyProviderAccountPage = lazyRouteComponent(
  () => import('./pages/provider-accounts/ProviderAccountPage.tsx'),
  'ProviderAccountPage',
)

const providerAccount = createRoute({
  getParentRoute: () => shell,
  path: '/provider-accounts/$providerAccountId',
  component: function ProviderAccount() {
    const { providerAccountId } = providerAccount.useParams()
    return <LazyProviderAccountPage key={providerAccountId} providerAccountId={providerAccountId} />
  },
})

const runs = createRoute({
  getParentRoute: () => shell,
  path: '/runs',
  validateSearch: (search: Search) => ({
    organization_id: textParam(search, 'organization_id'),
    server_id: textParam(search, 'server_id'),
    provider_account_id: textParam(search, 'provider_account_id'),
    kind: textParam(search, 'kind'),
    show: textParam(search, 'show'),
    since: textParam(search, 'since', 30),
    until: textParam(search, 'until', 30),
  }),
  component: lazyRouteComponent(() => import('./pages/runs/RunsPage.tsx'), 'RunsPage'),
})

const LazyRunPage = lazyRouteComponent(() => import('./pages/runs/RunPage.tsx'), 'RunPage')

const run = createRoute({
  getParentRoute: () => shell,
  path: '/runs/$runId',
  component: function Run() {
    const { runId } = run.useParams()
    return <LazyRunPage key={runId} runId={runId} />
  },
})

const team = createRoute({
  getParentRoute: () => shell,
  path: '/team',
  validateSearch: (search: Search) => ({ dialog: choiceParam(search, 'dialog', ['invite']) }),
  component: lazyRouteComponent(() => import('./pages/team/TeamPage.tsx'), 'TeamPage'),
})

const apiKeys = createRoute({
  getParentRoute: () => shell,
  path: '/api-keys',
  validateSearch: (search: Search) => ({ dialog: choiceParam(search, 'dialog', ['new']) }),
  component: lazyRouteComponent(() => import('./pages/api-keys/ApiKeysPage.tsx'), 'ApiKeysPage'),
})

const activity = createRoute({
  getParentRoute: () => shell,
  path: '/activity',
  validateSearch: (search: Search) => ({
    action: textParam(search, 'action'),
    actor_id: textParam(search, 'actor_id'),
    target_id: textParam(search, 'target_id'),
    organization_id: textParam(search, 'organization_id'),
  }),
  component: lazyRouteComponent(() => import('./pages/activity/ActivityPage.tsx'), 'ActivityPage'),
})

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings/SettingsPage.tsx'), 'SettingsPage'),
})

const notifications = createRoute({
  getParentRoute: () => shell,
  path: '/settings/notifications',
  validateSearch: (search: Search) => ({ dialog: choiceParam(search, 'dialog', ['add']) }),
  component: lazyRouteComponent(() => import('./pages/notifications/NotificationsPage.tsx'), 'NotificationsPage'),
})

/** Any other address: inside the shell, so that the way on is at hand. */
const elsewhere = createRoute({ getParentRoute: () => shell, path: '$', component: NotFoundPage })

const routeTree = root.addChildren([
  welcome,
  signIn,
  invitation,
  resetPassword,
  unsubscribe,
  pieces,
  shell.addChildren([
    home,
    dashboard,
    analytics,
    recommendations,
    backups,
    operatorTasks,
    customers,
    customer,
    plans,
    providerAccounts,
    providerAccount,
    storage,
    runs,
    run,
    servers,
    server,
    serverFiles,
    restoreWizard,
    restores,
    restore,
    agents,
    team,
    apiKeys,
    activity,
    settings,
    notifications,
    elsewhere,
  ]),
])

/** The addresses of the application and the pages at them, each loaded when it is first needed. */
export function createAppRouter() {
  return createRouter({
    routeTree,
    parseSearch,
    stringifySearch,
    scrollRestoration: true,
    defaultErrorComponent: FaultPage,
    defaultNotFoundComponent: NotFoundPage,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
