import { type Finding, finding, isCode, isGenerated, type Rule, type SourceFile } from './source-file.ts'

const kebab = '[a-z0-9]+(-[a-z0-9]+)*'
const plain = new RegExp(`^${kebab}(\\.(test|gen|config|d|snapshot))?\\.(ts|tsx|mjs|css|js|sql|md)$`)
const styles = new RegExp(`^([A-Z][A-Za-z0-9]*|${kebab})\\.module\\.css$`)
const migration = /^\d{4}_[a-z0-9]+(_[a-z0-9]+)*\.sql$/
const decision = new RegExp(`^\\d{4}-${kebab}\\.md$`)
const component = /^[A-Z][A-Za-z0-9]*\.tsx$/

/** A name is written one way, so that a path can be typed without looking. */
export const fileNames: Rule = (files) =>
  files
    .filter(({ path }) => path.includes('/') && /\.(ts|tsx|mjs|js|css|sql)$/.test(path) && !isGenerated(path))
    .flatMap((file): Finding[] => {
      const name = file.path.slice(file.path.lastIndexOf('/') + 1)
      const wish = wishFor(file, name)
      return wish === null ? [] : [finding(file, 0, `is not named like its neighbours. ${wish}`)]
    })

const wishFor = (file: SourceFile, name: string): string | null => {
  if (file.path.includes('/migrations/')) {
    return migration.test(name) ? null : 'Migrations are named 0001_what_it_does.sql: they run in that order.'
  }
  if (file.path.includes('/decisions/')) return decision.test(name) ? null : 'Decisions are named 0001-in-one-line.md.'
  if (name.endsWith('.module.css')) return styles.test(name) ? null : 'Styles are named after their component.'
  const components = exportedComponents(file)
  if (components.length > 0) {
    if (component.test(name) && components.includes(name.slice(0, -'.tsx'.length))) return null
    return `It exports ${components.join(', ')}: name it after the component, ${components[0]}.tsx.`
  }
  return plain.test(name) ? null : 'Files are named in kebab-case, such as create-organization.ts.'
}

const exportedComponents = (file: SourceFile): string[] => {
  if (!isCode(file) || !file.path.endsWith('.tsx') || file.path.endsWith('.test.tsx')) return []
  return file
    .parsed()
    .module.staticExports.flatMap(({ entries }) => entries)
    .filter(({ isType, exportName }) => !isType && /^[A-Z][a-z]/.test(exportName.name ?? ''))
    .map(({ exportName }) => exportName.name ?? '')
}
