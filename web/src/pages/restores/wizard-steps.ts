export const wizardSteps = ['backup', 'what', 'where', 'review'] as const
export type WizardStep = (typeof wizardSteps)[number]

/** The step that the address names. Before a backup is chosen it is always the first: nobody confirms one that they did not choose. */
export function stepIn(text: string | null, pointChosen: boolean): WizardStep {
  if (!pointChosen) return 'backup'
  return wizardSteps.find((step) => step === text) ?? 'what'
}
