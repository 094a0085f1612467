/** @see https://ai.google.dev/gemini-api/docs/image-generation#aspect_ratios (read 2026-11-20) */
const GEMINI_RATIOS = ['1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9'] as const;

/** @see https://ai.google.dev/gemini-api/docs/imagen#configuration (read 2026-11-20) */
const IMAGEN_RATIOS = ['1:1', '3:4', '4:3', '9:16', '16:9'] as const;

/** What a size asks for. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Reads `1024x1536`; undefined for anything else. */
export function parseImageSize(size: string): ImageSize | undefined {
  const match = /^([1-9]\d{1,4})x([1-9]\d{1,4})$/.exec(size);
  return match ? { width: Number(match[1]), height: Number(match[2]) } : undefined;
}

/** The ratio, of those the model can draw, that is nearest in proportion to a size. */
export function nearestAspectRatio(size: ImageSize, model: string): string {
  const wanted = Math.log(size.width / size.height);
  let nearest = '1:1';
  let least = Infinity;
  for (const ratio of model.startsWith('imagen') ? IMAGEN_RATIOS : GEMINI_RATIOS) {
    const [width = 1, height = 1] = ratio.split(':').map(Number);
    const distance = Math.abs(Math.log(width / height) - wanted);
    if (distance < least) {
      least = distance;
      nearest = ratio;
    }
  }
  return nearest;
}

/** The resolution class for models that offer a choice; undefined for the usual one. */
export function imageResolution(size: ImageSize): '2K' | '4K' | undefined {
  const longest = Math.max(size.width, size.height);
  if (longest > 2816) return '4K';
  return longest > 1792 ? '2K' : undefined;
}
