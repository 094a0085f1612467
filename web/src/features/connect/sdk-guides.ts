import type { ClientGuide, ClientWay, GatewayFacts, Snippet } from './client-guide.js';

const MODEL = 'gemini-2.5-flash';

/** The same small question in the words of one SDK. */
interface SdkSnippets {
  readonly curl: string;
  readonly typescript: string;
  readonly python: string;
}

/** Code keeps no secrets: it reads the key from where a terminal has put it. curl is pasted there, key and all. */
function ways({ curl, typescript, python }: SdkSnippets, key: string): readonly ClientWay[] {
  const exported: Snippet = { language: 'sh', code: `export REGRANT_KEY="${key}"` };
  return [
    { id: 'curl', label: 'curl', snippets: [{ language: 'sh', code: curl }] },
    { id: 'typescript', label: 'TypeScript', snippets: [exported, { language: 'ts', code: typescript }] },
    { id: 'python', label: 'Python', snippets: [exported, { language: 'python', code: python }] },
  ];
}

const openAi = ({ url, key }: GatewayFacts): SdkSnippets => ({
  curl: `curl ${url}/v1/chat/completions \\
  -H "Authorization: Bearer ${key}" -H 'content-type: application/json' \\
  -d '{"model":"${MODEL}","messages":[{"role":"user","content":"Hello"}]}'`,
  typescript: `import OpenAI from 'openai';

const client = new OpenAI({ apiKey: process.env.REGRANT_KEY, baseURL: '${url}/v1' });
const answer = await client.chat.completions.create({
  model: '${MODEL}',
  messages: [{ role: 'user', content: 'Hello' }],
});
console.log(answer.choices[0]?.message.content);`,
  python: `import os
from openai import OpenAI

client = OpenAI(api_key=os.environ["REGRANT_KEY"], base_url="${url}/v1")
answer = client.chat.completions.create(
    model="${MODEL}",
    messages=[{"role": "user", "content": "Hello"}],
)
print(answer.choices[0].message.content)`,
});

const anthropic = ({ url, key }: GatewayFacts): SdkSnippets => ({
  curl: `curl ${url}/v1/messages \\
  -H "x-api-key: ${key}" -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json' \\
  -d '{"model":"${MODEL}","max_tokens":200,"messages":[{"role":"user","content":"Hello"}]}'`,
  typescript: `import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({ apiKey: process.env.REGRANT_KEY, baseURL: '${url}' });
const answer = await client.messages.create({
  model: '${MODEL}',
  max_tokens: 200,
  messages: [{ role: 'user', content: 'Hello' }],
});
console.log(answer.content);`,
  python: `import os
from anthropic import Anthropic

client = Anthropic(api_key=os.environ["REGRANT_KEY"], base_url="${url}")
answer = client.messages.create(
    model="${MODEL}",
    max_tokens=200,
    messages=[{"role": "user", "content": "Hello"}],
)
print(answer.content)`,
});

const genAi = ({ url, key }: GatewayFacts): SdkSnippets => ({
  curl: `curl ${url}/v1beta/models/${MODEL}:generateContent \\
  -H "x-goog-api-key: ${key}" -H 'content-type: application/json' \\
  -d '{"contents":[{"role":"user","parts":[{"text":"Hello"}]}]}'`,
  typescript: `import { GoogleGenAI } from '@google/genai';

const httpOptions = { baseUrl: '${url}' };
const gemini = new GoogleGenAI({ apiKey: process.env.REGRANT_KEY, httpOptions });
const answer = await gemini.models.generateContent({ model: '${MODEL}', contents: 'Hello' });
console.log(answer.text);`,
  python: `import os
from google import genai

gemini = genai.Client(api_key=os.environ["REGRANT_KEY"], http_options={"base_url": "${url}"})
answer = gemini.models.generate_content(model="${MODEL}", contents="Hello")
print(answer.text)`,
});

/** The official SDKs, and curl, each with the same question. */
export function sdkGuides(facts: GatewayFacts): readonly ClientGuide[] {
  const sdks = [
    { id: 'openai', name: 'openai', snippets: openAi(facts) },
    { id: 'anthropic', name: '@anthropic-ai/sdk', snippets: anthropic(facts) },
    { id: 'genai', name: '@google/genai', snippets: genAi(facts) },
  ];
  return sdks.map(({ id, name, snippets }) => ({ id, name, page: 'sdks.md', ways: ways(snippets, facts.key) }));
}
