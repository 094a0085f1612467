import { assertBase64 } from '../neutral/base64.js';
import { mediaFromUrl, mediaTypeOfUrl } from '../neutral/data-url.js';
import type { DroppedFields } from '../neutral/dropped-fields.js';
import { parseField } from '../neutral/parse-field.js';
import type { Path } from '../neutral/path.js';
import { RequestError } from '../neutral/request-error.js';
import type { MediaPart, TextPart } from '../neutral/request.js';
import { responsesPartSchema, type ResponsesPart } from './schema.js';

type PartOf<Type extends ResponsesPart['type']> = Extract<ResponsesPart, { type: Type }>;

const NO_FILES = 'Uploaded files are not known here; send the file itself';

/** Reads one content part. @throws RequestError */
export function readResponsesPart(entry: unknown, path: Path, dropped: DroppedFields): TextPart | MediaPart {
  const part = parseField(responsesPartSchema, entry, path);
  switch (part.type) {
    case 'input_text':
    case 'output_text':
    case 'text':
      return { type: 'text', text: part.text };
    case 'refusal':
      return { type: 'text', text: part.refusal };
    case 'input_image':
      return image(part, path);
    case 'input_file':
      return file(part, path, dropped);
    case 'input_audio':
      assertBase64(part.input_audio.data, [...path, 'input_audio', 'data']);
      return {
        type: 'media',
        mediaType: `audio/${part.input_audio.format}`,
        source: { kind: 'base64', data: part.input_audio.data },
      };
    default:
      return part satisfies never;
  }
}

function image(part: PartOf<'input_image'>, path: Path): MediaPart {
  if (!part.image_url) {
    throw new RequestError(
      [...path, part.file_id ? 'file_id' : 'image_url'],
      part.file_id ? NO_FILES : 'The image is missing',
    );
  }
  const detail = part.detail === 'original' ? 'high' : part.detail;
  return {
    type: 'media',
    ...mediaFromUrl(part.image_url, [...path, 'image_url']),
    detail: detail && detail !== 'auto' ? detail : undefined,
  };
}

function file(part: PartOf<'input_file'>, path: Path, dropped: DroppedFields): MediaPart {
  const { file_data: data, file_url: url, file_id: id } = part;
  const name = part.filename ?? undefined;
  if (data && url) dropped.add('input[].content[].file_url');
  if (data) {
    const dataPath = [...path, 'file_data'];
    if (/^[a-z]+:/.test(data.slice(0, 16))) return { type: 'media', ...mediaFromUrl(data, dataPath), name };
    assertBase64(data, dataPath);
    const mediaType = name === undefined ? undefined : mediaTypeOfUrl(name);
    if (!mediaType) throw new RequestError(dataPath, 'Expected a data: URL, or a filename that tells the type');
    return { type: 'media', mediaType, source: { kind: 'base64', data }, name };
  }
  if (url) return { type: 'media', ...mediaFromUrl(url, [...path, 'file_url']), name };
  throw new RequestError([...path, id ? 'file_id' : 'file_data'], id ? NO_FILES : 'The file is missing');
}
