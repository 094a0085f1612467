/** One thing to create in Google's console; `key` names its texts, `url` the page where it is done. */
export interface GoogleStep {
  readonly key: 'project' | 'api' | 'consent' | 'publish' | 'client';
  readonly url: string;
}

/** In the order in which Google wants them. The addresses are opened by a person, never by this page. */
export const GOOGLE_STEPS: readonly GoogleStep[] = [
  { key: 'project', url: 'https://console.cloud.google.com/projectcreate' },
  { key: 'api', url: 'https://console.cloud.google.com/apis/library/generativelanguage.googleapis.com' },
  { key: 'consent', url: 'https://console.cloud.google.com/auth/overview' },
  { key: 'publish', url: 'https://console.cloud.google.com/auth/audience' },
  { key: 'client', url: 'https://console.cloud.google.com/auth/clients/create' },
];
