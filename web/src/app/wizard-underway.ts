import { useSessionStorage } from '@vueuse/core';

/** Kept in the tab: a sign-in leaves this page for Google's and comes back to the accounts, not to the wizard. */
const isUnderway = useSessionStorage('regrant.welcome', false);

/** @param isOpen  whether the page that is being opened is the wizard */
export function noteWizard(isOpen: boolean): void {
  isUnderway.value = isOpen;
}

export function isWizardUnderway(): boolean {
  return isUnderway.value;
}
