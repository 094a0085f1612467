import { assertBase64 } from '../neutral/base64.js';
import { mediaFromUrl, mediaTypeOfUrl } from '../neutral/data-url.js';
import type { DroppedFields } from '../neutral/dropped-fields.js';
import { parseField } from '../neutral/parse-field.js';
import type { Path } from '../neutral/path.js';
import { RequestError } from '../neutral/request-error.js';
import type { MediaPart, TextPart } from '../neutral/request.js';
import { chatPartSchema, type ChatPart } from './schema.js';

type PartOf<Type extends ChatPart['type']> = Extract<ChatPart, { type: Type }>;

/** Reads one content part. @throws RequestError */
export function readChatPart(entry: unknown, path: Path, dropped: DroppedFields): TextPart | MediaPart {
  const part = parseField(chatPartSchema, entry, path);
  switch (part.type) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'refusal':
      return { type: 'text', text: part.refusal };
    case 'image_url':
      return image(part, path);
    case 'input_audio':
      return audio(part, path);
    case 'file':
      return file(part, path, dropped);
    default:
      return part satisfies never;
  }
}

function image(part: PartOf<'image_url'>, path: Path): MediaPart {
  const { image_url: image } = part;
  if (typeof image === 'string') return { type: 'media', ...mediaFromUrl(image, [...path, 'image_url']) };
  const media = mediaFromUrl(image.url, [...path, 'image_url', 'url']);
  const detail = image.detail === 'original' ? 'high' : image.detail;
  return { type: 'media', ...media, detail: detail && detail !== 'auto' ? detail : undefined };
}

function audio(part: PartOf<'input_audio'>, path: Path): MediaPart {
  const { data, format } = part.input_audio;
  assertBase64(data, [...path, 'input_audio', 'data']);
  return { type: 'media', mediaType: `audio/${format}`, source: { kind: 'base64', data } };
}

/** OpenAI takes a file as a data URL; bare base64 is taken too, when the name tells what it is. */
function file(part: PartOf<'file'>, path: Path, dropped: DroppedFields): MediaPart {
  const { file_data: data, file_id: id, filename } = part.file;
  const name = filename ?? undefined;
  if (!data) {
    if (id && /^https?:\/\//.test(id))
      return { type: 'media', ...mediaFromUrl(id, [...path, 'file', 'file_id']), name };
    throw new RequestError(
      [...path, 'file', id ? 'file_id' : 'file_data'],
      id ? 'Uploaded files are not known here; send the file itself as file_data' : 'The file is missing',
    );
  }
  if (id) dropped.add('messages[].content[].file.file_id');
  const dataPath = [...path, 'file', 'file_data'];
  if (/^[a-z]+:/.test(data.slice(0, 16))) return { type: 'media', ...mediaFromUrl(data, dataPath), name };
  assertBase64(data, dataPath);
  const mediaType = name === undefined ? undefined : mediaTypeOfUrl(name);
  if (!mediaType) throw new RequestError(dataPath, 'Expected a data: URL, or a filename that tells the type');
  return { type: 'media', mediaType, source: { kind: 'base64', data }, name };
}
