/** Somebody who has an account at the sandbox. There are no passwords: on the consent page one picks who to be. */
export interface Person {
  readonly sub: string;
  readonly email: string;
  readonly name: string;
  /** Google answers `email_verified: false` for some Workspace and legacy addresses. Default true. */
  readonly emailVerified?: boolean;
}

/** The people every sandbox starts with, unless told otherwise. */
export const SANDBOX_PEOPLE: readonly Person[] = [
  { sub: '109300000000000000001', email: 'alice@example.com', name: 'Alice Archer' },
  { sub: '109300000000000000002', email: 'bob@example.com', name: 'Bob Baker' },
  { sub: '109300000000000000003', email: 'carol@example.com', name: 'Carol Carter' },
  { sub: '109300000000000000004', email: 'dave@example.com', name: 'Dave Dyer' },
];

/** Finds by e-mail without regard to case, as Google does. */
export function findPerson(people: readonly Person[], email: string): Person | undefined {
  return people.find((person) => person.email.toLowerCase() === email.toLowerCase());
}
