import type { z } from 'zod';

import type { modelMappingRuleSchema } from '../../../server/contract/http/settings.js';

/** One rule of a model mapping: which model is asked when a caller names one. */
export type MappingRule = z.infer<typeof modelMappingRuleSchema>;
