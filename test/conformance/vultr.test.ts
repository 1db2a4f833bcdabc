import { providerConformance } from './provider.ts'
import { vultrSubject } from './vultr-subject.ts'

providerConformance(vultrSubject)
