import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressAssets } from './build/compress-assets.ts'

const api = { target: 'http://127.0.0.1:8484', changeOrigin: true }

// Vite takes its configuration from a default export only.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compressAssets()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // A data: font or image would need a hole in the content security policy.
    assetsInlineLimit: 0,
    // Vite's preload helper for old browsers is an inline script in spirit: it is not needed at this target.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // Left alone the bundler makes some forty crumbs per page; what most pages share comes in one file.
        codeSplitting: {
          groups: [
            {
              name: 'shared',
              minShareCount: 12,
              test: /^(?!.*(@mantine.form|klona|fast-deep-equal|src.forms|components.(Modal|Combobox|Select|ScrollArea)|react-remove-scroll|ui.((Confirm)?Dialog|SearchSelect)\W))/,
              priority: 2,
            },
            // The many small ones: icons, formats, questions to the API. What only forms need stays with the dialogs, and
            // recovery strips with the lists of servers; what is said of backups, and figures, with the pages that show them.
            {
              name: 'pieces',
              minShareCount: 4,
              maxModuleSize: 5000,
              test: /@tabler|src.(api(?!.(protections|recovery|restores|files))|format|lib(?!.(strip|point|restore|schedule|retention|protection-look|place-words|download-text))|shell|ui(?!.(strip|(Stat|Amount|(Confirm)?Dialog|SearchSelect)\W))|components(?!.(OrganizationSelect|RunCard|stat-words)))\W/,
              priority: 1,
            },
            // What the frame around every page has in common with some pages.
            {
              name: 'frame',
              minShareCount: 2,
              test: /src.(shell.nav|ui.Kbd|api.(operator-tasks|attention))\W|components.Avatar|tabler.*.Icon(Search|X|UserPlus|ReceiptEuro|Server|ServerCog|BuildingStore|Key|Activity|Users|Settings|ListDetails|LayoutDashboard|DeviceDesktopCog|ShieldDollar|ShieldCheck|Database|Plug)\.mjs/,
              priority: 2,
            },
            // What goes on shows how far it is, lists of many have a search and chips, and a choice stands in forms: other pages do without.
            { name: 'progress', minShareCount: 3, test: /src.(ui.[Pp]rogress\W|lib.run-progress)/, priority: 2 },
            {
              name: 'lists',
              minShareCount: 3,
              test: /src.(ui.(SearchField|Chips|Toolbar|Filters|TimeCell|ChosenFilter)|api.(bulk|provider-accounts|invitations|api-keys)|components.(RunTook|RunState|count-of|AccountName|OrganizationName))\W/,
              priority: 2,
            },
            // What a choice of few needs: a line of the scroll areas, which else would bring all that choices from long lists need.
            { name: 'small', test: /ScrollArea.utils.to-int|core.utils.get-env/, priority: 3 },
            // The pages of a server, of its files and of its restores.
            {
              name: 'points',
              minShareCount: 2,
              test: /src.(api.(protections|recovery-points)|lib.(point-look|retention-form)|ui.FactBand|components.use-day-points)\W/,
              priority: 2,
            },
            { name: 'fields', minShareCount: 3, test: /src.ui.(ChoiceList|CopyField)\W/, priority: 2 },
            // Few pages begin with a choice from a long list.
            {
              name: 'selects',
              minShareCount: 4,
              test: /components.(Combobox|Select|ScrollArea)|SearchSelect|OrganizationSelect/,
              priority: 0,
            },
            // No page begins with a dialog open.
            {
              name: 'dialogs',
              minShareCount: 4,
              test: /components.Modal|react-remove-scroll|ui.(Confirm)?Dialog\W/,
              priority: 0,
            },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/api': api, '/healthz': api, '/readyz': api, '/metrics': api },
  },
})
