import { contaboSubject } from './contabo-subject.ts'
import { providerConformance } from './provider.ts'

providerConformance(contaboSubject)
