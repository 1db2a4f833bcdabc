import { consoleCalls } from './console-calls.ts'
import { constructedAtImport } from './constructed-at-import.ts'
import { dependencies, exactVersions } from './dependencies.ts'
import { documentedSettings, documentPaths } from './documents.ts'
import { environmentReads } from './environment-reads.ts'
import { errorCodes } from './error-codes.ts'
import { noBarrels, noDefaultExports } from './exports.ts'
import { fileNames } from './file-names.ts'
import { fileSize } from './file-size.ts'
import { functionLength } from './function-length.ts'
import { importCycles } from './import-cycles.ts'
import { importEndings } from './import-endings.ts'
import { importOrder } from './import-order.ts'
import { licences } from './licences.ts'
import { oneVerb } from './one-verb.ts'
import type { Rule } from './source-file.ts'
import { sqlPlace } from './sql-place.ts'
import { styleClasses } from './style-classes.ts'
import { focusedTests } from './tests.ts'
import { clockReads, randomness } from './time-and-chance.ts'
import { glossaryWords, leftoverMarks, plainWords } from './words.ts'

/** The house rules, in the order in which the test names them. */
export const allRules: Readonly<Record<string, Rule>> = {
  'imports go downwards and leftwards': importOrder,
  'no circles of imports': importCycles,
  'imports name files in full': importEndings,
  'no default exports': noDefaultExports,
  'no files that only pass on exports': noBarrels,
  'files have at most 500 lines': fileSize,
  'functions fit on a screen': functionLength,
  'the time comes from the clock': clockReads,
  'chance comes from lib': randomness,
  'the environment is read in one place': environmentReads,
  'nothing writes to the console': consoleCalls,
  'nothing is constructed at import': constructedAtImport,
  'SQL stands in queries.ts': sqlPlace,
  'one verb per file': oneVerb,
  'error codes are used': errorCodes,
  'files are named alike': fileNames,
  'words of the glossary': glossaryWords,
  'messages are plain': plainWords,
  'no marks left over': leftoverMarks,
  'classes stand in their style sheet': styleClasses,
  'no test is left out': focusedTests,
  'documents name files that exist': documentPaths,
  'settings are explained': documentedSettings,
  'dependencies are used, and in their place': dependencies,
  'versions are exact': exactVersions,
  'licences fit ours': licences,
}
