import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createQueryClient } from './api/query-client.ts'
import { allowStyles, cspNonce } from './lib/csp-nonce.ts'
import { createAppRouter } from './routes.tsx'
import { goToSignIn } from './shell/go-to-sign-in.ts'
import { colorSchemeManager } from './theme/color-scheme.ts'
import { cssVariables } from './theme/css-variables.ts'
import './theme/fonts.ts'
import './theme/mantine-styles.ts'
import './theme/global.css'
import { theme } from './theme/theme.ts'
import { ToastRegion } from './ui/toast/ToastRegion.tsx'

function start(root: HTMLElement): void {
  allowStyles()
  const router = createAppRouter()
  const queryClient = createQueryClient(() => goToSignIn(router.history, queryClient))
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={colorSchemeManager}
        defaultColorScheme="auto"
        getStyleNonce={cspNonce}
      >
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <ToastRegion />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
}

const root = document.getElementById('root')
if (root) start(root)
