/** Goes to an address that is not a page of this dashboard, such as Google's sign-in. */
export function leaveFor(address: string): void {
  window.location.assign(address);
}
