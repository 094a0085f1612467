import { RequestError } from '../neutral/request-error.js';

/** The API versions that are understood. They differ in what a request may hold, not in how answers look. */
export const ANTHROPIC_VERSIONS = ['2023-06-01', '2026-10-21'] as const;

/** One of {@link ANTHROPIC_VERSIONS}. */
export type AnthropicVersion = (typeof ANTHROPIC_VERSIONS)[number];

/**
 * Reads the `anthropic-version` header. Clients that send none are taken for the older one.
 *
 * @throws RequestError for a version that we do not know
 */
export function parseAnthropicVersion(header: string | undefined): AnthropicVersion {
  if (header === undefined || header === '') return '2023-06-01';
  const known = ANTHROPIC_VERSIONS.find((version) => version === header.trim());
  if (known) return known;
  throw new RequestError(['anthropic-version'], 'This API version is not known', {
    hint: `Use one of ${ANTHROPIC_VERSIONS.join(', ')}.`,
  });
}
