/** A model as `GET /models` lists it. */
export interface GeminiModel {
  readonly name: `models/${string}`;
  readonly baseModelId: string;
  readonly version: string;
  readonly displayName: string;
  readonly description: string;
  readonly inputTokenLimit: number;
  readonly outputTokenLimit: number;
  readonly supportedGenerationMethods: readonly string[];
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly maxTemperature?: number;
  readonly thinking?: boolean;
}

const GENERATION_METHODS = ['generateContent', 'countTokens', 'createCachedContent', 'batchGenerateContent'];

function textModel(id: string, version: string, displayName: string): GeminiModel {
  return {
    name: `models/${id}`,
    baseModelId: id,
    version,
    displayName,
    description: `Stand-in for ${displayName}: it repeats what it is told.`,
    inputTokenLimit: 1_048_576,
    outputTokenLimit: 65_536,
    supportedGenerationMethods: GENERATION_METHODS,
    temperature: 1,
    topP: 0.95,
    topK: 64,
    maxTemperature: 2,
    thinking: true,
  };
}

export const GEMINI_MODELS: readonly GeminiModel[] = [
  textModel('gemini-2.5-pro', '2.5', 'Gemini 2.5 Pro'),
  textModel('gemini-2.5-flash', '001', 'Gemini 2.5 Flash'),
  textModel('gemini-2.5-flash-lite', '001', 'Gemini 2.5 Flash-Lite'),
  textModel('gemini-2.5-flash-image', '001', 'Gemini 2.5 Flash Image'),
  textModel('gemini-3-pro-preview', '3-pro-preview-11-2025', 'Gemini 3 Pro Preview'),
  {
    name: 'models/gemini-embedding-001',
    baseModelId: 'gemini-embedding-001',
    version: '001',
    displayName: 'Gemini Embedding 001',
    description: 'Stand-in for Gemini Embedding: equal texts get equal vectors.',
    inputTokenLimit: 2_048,
    outputTokenLimit: 1,
    supportedGenerationMethods: ['embedContent', 'batchEmbedContents', 'countTokens'],
  },
];

/** Which method of the catalogue stands for a method of the API: streaming is not listed on its own. */
export function supports(model: GeminiModel, method: string): boolean {
  const listed = method === 'streamGenerateContent' ? 'generateContent' : method;
  return model.supportedGenerationMethods.includes(listed);
}
