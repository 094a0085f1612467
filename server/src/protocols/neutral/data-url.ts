import { assertBase64 } from './base64.js';
import type { Path } from './path.js';
import { RequestError } from './request-error.js';
import type { MediaPart } from './request.js';

const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+$/;

/**
 * Reads a URL that a caller gave for a picture or a document: a `data:` URL becomes inline data, an http(s) or gs URL is
 * kept as it is and fetched by nobody here.
 *
 * @throws RequestError when it is neither, or when the data is not base64
 */
export function mediaFromUrl(url: string, path: Path): Pick<MediaPart, 'mediaType' | 'source'> {
  if (!url.startsWith('data:')) {
    if (!/^(https?|gs):\/\/[^\s]+$/.test(url.slice(0, 4096))) {
      throw new RequestError(path, 'Expected a data: URL or an http(s) URL');
    }
    return { mediaType: mediaTypeOfUrl(url), source: { kind: 'uri', uri: url } };
  }
  const comma = url.indexOf(',');
  const head = comma === -1 ? '' : url.slice(5, Math.min(comma, 300));
  const [mediaType = '', ...parameters] = head.split(';');
  if (!MEDIA_TYPE.test(mediaType)) throw new RequestError(path, 'The data: URL names no media type');
  if (!parameters.some((parameter) => parameter.trim().toLowerCase() === 'base64')) {
    throw new RequestError(path, 'The data: URL is not marked as base64');
  }
  const data = url.slice(comma + 1);
  assertBase64(data, path);
  return { mediaType: mediaType.toLowerCase(), source: { kind: 'base64', data } };
}

/** By file extension, for the media that models read. */
const MEDIA_TYPE_BY_EXTENSION: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  heic: 'image/heic',
  heif: 'image/heif',
  pdf: 'application/pdf',
  txt: 'text/plain',
  csv: 'text/csv',
  html: 'text/html',
  mp3: 'audio/mp3',
  wav: 'audio/wav',
  flac: 'audio/flac',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
};

/** What a file is, by its name; undefined when the name does not tell. */
export function mediaTypeOfUrl(url: string): string | undefined {
  const name = url.slice(0, 4096).split(/[?#]/, 1)[0] ?? '';
  const dot = name.lastIndexOf('.');
  return dot === -1 ? undefined : MEDIA_TYPE_BY_EXTENSION[name.slice(dot + 1).toLowerCase()];
}
