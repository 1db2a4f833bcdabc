import { describeAccount } from './describe-account.ts'
import { describeActions, describeChanges, describeOutcomes, describeRuledOut } from './describe-changes.ts'
import { describeListing } from './describe-listing.ts'
import { describeNewServers } from './describe-new-servers.ts'
import { describeReadFaults, describeReading, describeRecoveryPoints } from './describe-reading.ts'
import { describeRedaction } from './describe-redaction.ts'
import { describeSpoiled } from './describe-spoiled.ts'
import type { ConformanceSubject } from './subject.ts'

/** The suite that every adapter passes before its sandbox cloud. Call it at the top of a test file. */
export const providerConformance = (subject: ConformanceSubject): void => {
  describeReading(subject)
  describeReadFaults(subject)
  describeRecoveryPoints(subject)
  describeAccount(subject)
  describeListing(subject)
  describeChanges(subject)
  describeActions(subject)
  describeRuledOut(subject)
  describeOutcomes(subject)
  describeNewServers(subject)
  describeRedaction(subject)
  describeSpoiled(subject)
}
