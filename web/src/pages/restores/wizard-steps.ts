export const wizardSteps = ['backup', 'what', 'where', 'review'] as const
export type WizardStep = (typeof wizardSteps)[number]

/** The step that the address names; without one the first that is not answered yet. */
export function stepIn(text: string | null, pointChosen: boolean): WizardStep {
  return wizardSteps.find((step) => step === text) ?? (pointChosen ? 'what' : 'backup')
}
