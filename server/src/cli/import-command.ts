import { importAnswerSchema } from '../../contract/http/import.js';
import type { AdminApi } from './admin-api.js';
import type { Command } from './command-line.js';
import { planImport, valueOf, type Ending } from './import-batches.js';
import { readSources, type Source } from './import-sources.js';
import { reportImport } from './import-report.js';
import { withRegrant } from './reach-regrant.js';
import type { Surroundings } from './surroundings.js';

/** Outcomes after which the command has not done all that it was asked to. */
const SHORT_OF: ReadonlySet<string> = new Set(['refused', 'failed', 'invalid']);

/** @returns the exit code: 1 when anything was refused, failed or is no account */
export async function runImport(
  { path, dryRun, settings }: Extract<Command, { kind: 'import' }>,
  around: Surroundings,
): Promise<number> {
  const sources = await readSources(path, around);
  const endings = await withRegrant(settings, around, (api) => importAll(sources, dryRun, api));
  around.stdout.write(reportImport(sources, endings, { dryRun }));
  return endings.some(({ outcome }) => SHORT_OF.has(outcome)) ? 1 : 0;
}

async function importAll(sources: readonly Source[], dryRun: boolean, api: AdminApi): Promise<readonly Ending[]> {
  const plan = planImport(sources);
  const endings = new Map(plan.endings);
  for (const batch of plan.batches) {
    for (const [at, ending] of (await importBatch(batch, sources, { dryRun, api })).entries()) {
      endings.set(batch[at] ?? -1, ending);
    }
  }
  return sources.map((_source, index) => endings.get(index) ?? UNANSWERED);
}

async function importBatch(
  batch: readonly number[],
  sources: readonly Source[],
  { dryRun, api }: { readonly dryRun: boolean; readonly api: AdminApi },
): Promise<readonly Ending[]> {
  const items = batch.map((index) => valueOf(sources[index]));
  const { results } = await api.post('/api/accounts/import', { items, dry_run: dryRun }, importAnswerSchema);
  return results.map(({ index: _index, duplicate_of: first, ...ending }) => {
    const original = first === undefined ? undefined : batch[first];
    return original === undefined ? ending : { ...ending, duplicate_of: original };
  });
}

const UNANSWERED: Ending = {
  outcome: 'failed',
  detail: 'Regrant gave no answer for this one.',
  hint: 'Import it again.',
};
