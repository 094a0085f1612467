import { z } from 'zod';
import { modelMappingRuleSchema } from './settings.js';

/** `POST /api/settings/mapping-preview`: where requests would go under these rules. Nothing is changed. */
export const mappingPreviewSchema = z.strictObject({
  mapping: z.array(modelMappingRuleSchema).max(500),
  models: z.array(z.string().trim().min(1).max(200)).min(1).max(50),
});
export type MappingPreview = z.infer<typeof mappingPreviewSchema>;

/** Its answer: one route per model, in the order of the question. */
export const mappedModelsSchema = z.object({
  routes: z.array(
    z.object({
      asked: z.string(),
      model: z.string(),
      family: z.enum(['gemini', 'claude']),
      /** Null: the API that the caller's wire belongs to. */
      upstream: z.enum(['gemini', 'vertex']).nullable(),
    }),
  ),
});
export type MappedModels = z.infer<typeof mappedModelsSchema>;
