import { linodeSubject } from './linode-subject.ts'
import { providerConformance } from './provider.ts'

providerConformance(linodeSubject)
