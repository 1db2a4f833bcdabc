import { type Finding, finding, isCode, isProduct, isTest, type Rule, visit } from './source-file.ts'

// Put together, so that this file does not report itself.
const marks = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME'].join('|')})\\b`, 'g')

/** A mark in the source is a promise that nobody reads again. */
export const leftoverMarks: Rule = (files) =>
  files.flatMap((file) =>
    [...file.text.matchAll(marks)].map(({ index, 0: mark }) =>
      finding(file, index, `has a ${mark}. Do it now, or write it down under "what comes next" in docs/status.md.`),
    ),
  )

const chatter = /\b(successfully|please|oops|whoops|uh-oh)\b|[\p{L}\d]!(\s|$)/iu

// Programs of others wait for these very words: the reply of toggle-backups was settled before there was a house style.
const settledWords = new Set(['Backups enabled successfully', 'Backups disabled successfully'])

/** Messages say what happened and what to do next, calmly. */
export const plainWords: Rule = (files) =>
  files
    .filter((file) => isCode(file) && !isTest(file))
    .flatMap((file) => {
      const found: Finding[] = []
      const check = (text: string, offset: number) => {
        const match = settledWords.has(text) ? null : chatter.exec(text)
        if (match) {
          found.push(
            finding(
              file,
              offset,
              `says "${match[0].trim()}" to a person. Say plainly what happened and what to do next, without decoration.`,
            ),
          )
        }
      }
      visit(file, {
        Literal({ value, start }) {
          if (typeof value === 'string') check(value, start)
        },
        TemplateElement({ value, start }) {
          check(value.cooked ?? value.raw, start)
        },
        JSXText({ value, start }) {
          check(value, start)
        },
      })
      return found
    })

/** Words for which the glossary has another. Adapters and sandbox clouds may speak their provider's language. */
const wrongWords: readonly { word: RegExp; say: string }[] = [
  { word: /tenant/i, say: 'organization' },
  { word: /admin(?!_(email|password)\b)/i, say: 'operator' },
  { word: /vendor|hyperscaler/i, say: 'provider' },
  { word: /droplet|linode|virtualMachine/i, say: 'server' },
  { word: /vault/i, say: 'repository' },
  { word: /daemon/i, say: 'agent' },
  { word: /entitlment|licen[cs]eCount/i, say: 'entitlement' },
]

/** One word per meaning (docs/glossary.md): who searches for it finds all of it. */
export const glossaryWords: Rule = (files) =>
  files
    .filter((file) => isCode(file) && isProduct(file) && !/^src\/(providers|sandbox)\//.test(file.path))
    .flatMap((file) => {
      const found = new Map<string, Finding>()
      visit(file, {
        Identifier({ name, start }) {
          const wrong = wrongWords.find(({ word }) => word.test(name))
          if (wrong === undefined || found.has(name)) return
          found.set(name, finding(file, start, `names something ${name}; our word is ${wrong.say} (docs/glossary.md).`))
        },
      })
      return [...found.values()]
    })
