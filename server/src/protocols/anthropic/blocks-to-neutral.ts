import { assertBase64 } from '../neutral/base64.js';
import { mediaFromUrl } from '../neutral/data-url.js';
import type { DroppedFields } from '../neutral/dropped-fields.js';
import { parseField } from '../neutral/parse-field.js';
import type { Path } from '../neutral/path.js';
import { RequestError } from '../neutral/request-error.js';
import type { MediaPart, TextPart } from '../neutral/request.js';
import { anthropicMediaBlockSchema, type AnthropicMediaBlock } from './schema.js';

type BlockOf<Type extends AnthropicMediaBlock['type']> = Extract<AnthropicMediaBlock, { type: Type }>;

/** Reads a block that stands for a text or a file. @throws RequestError */
export function readMediaBlock(
  block: AnthropicMediaBlock,
  path: Path,
  dropped: DroppedFields,
): (TextPart | MediaPart)[] {
  switch (block.type) {
    case 'text':
      return [{ type: 'text', text: block.text }];
    case 'image':
      return [fileSource(block.source, [...path, 'source'], 'image/png')];
    case 'document':
      return document(block, path, dropped);
    case 'search_result':
      return searchResult(block);
    default:
      return block satisfies never;
  }
}

/** A document's title and context go in front of it as text: no target has a field for them. */
function document(block: BlockOf<'document'>, path: Path, dropped: DroppedFields): (TextPart | MediaPart)[] {
  if (block.citations?.enabled) dropped.add('messages[].content[].citations');
  const heading = [block.title, block.context].filter((line) => line).join('\n');
  const title: TextPart[] = heading === '' ? [] : [{ type: 'text', text: heading }];
  const { source } = block;
  const sourcePath = [...path, 'source'];
  switch (source.type) {
    case 'text':
      return [...title, { type: 'text', text: source.data }];
    case 'content':
      return [...title, ...contentSource(source.content, [...sourcePath, 'content'], dropped)];
    default:
      return [...title, fileSource(source, sourcePath, 'application/pdf')];
  }
}

function contentSource(
  content: string | readonly unknown[],
  path: Path,
  dropped: DroppedFields,
): (TextPart | MediaPart)[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return content.flatMap((entry, index) => {
    const inner = parseField(anthropicMediaBlockSchema, entry, [...path, index]);
    // One level only: a document inside a document is not part of the wire, and would recurse.
    if (inner.type === 'document')
      throw new RequestError([...path, index, 'type'], 'Only text and images are possible here');
    return readMediaBlock(inner, [...path, index], dropped);
  });
}

type FileSource = BlockOf<'image'>['source'];

function fileSource(source: FileSource, path: Path, defaultType: string): MediaPart {
  switch (source.type) {
    case 'base64':
      assertBase64(source.data, [...path, 'data']);
      return { type: 'media', mediaType: source.media_type, source: { kind: 'base64', data: source.data } };
    case 'url': {
      const media = mediaFromUrl(source.url, [...path, 'url']);
      return {
        type: 'media',
        ...media,
        mediaType: media.mediaType ?? (defaultType === 'image/png' ? undefined : defaultType),
      };
    }
    case 'file':
      throw new RequestError([...path, 'file_id'], 'Uploaded files are not known here; send the file itself');
    default:
      return source satisfies never;
  }
}

function searchResult(block: BlockOf<'search_result'>): TextPart[] {
  const texts = block.content.map((piece) => piece.text);
  return [{ type: 'text', text: [`${block.title} (${block.source})`, ...texts].join('\n') }];
}
