import type { ClientGuide, GatewayFacts, Snippet } from './client-guide.js';

const MODEL = 'gemini-2.5-pro';

const terminal = (...lines: readonly string[]): Snippet => ({ language: 'sh', code: lines.join('\n') });
const keyInTerminal = (key: string): Snippet => terminal(`export REGRANT_KEY="${key}"`);

const claudeCode = ({ url, key }: GatewayFacts): ClientGuide => ({
  id: 'claude-code',
  name: 'Claude Code',
  page: 'claude-code.md',
  ways: [
    {
      id: 'anthropic',
      label: 'Anthropic API',
      snippets: [terminal(`export ANTHROPIC_BASE_URL=${url}`, `export ANTHROPIC_AUTH_TOKEN="${key}"`)],
    },
    {
      id: 'vertex',
      label: 'Vertex AI',
      snippets: [
        terminal(
          'export CLAUDE_CODE_USE_VERTEX=1',
          'export CLAUDE_CODE_SKIP_VERTEX_AUTH=1',
          `export ANTHROPIC_VERTEX_BASE_URL=${url}/v1`,
          'export ANTHROPIC_VERTEX_PROJECT_ID=any',
          'export CLOUD_ML_REGION=global',
          `export ANTHROPIC_CUSTOM_HEADERS="x-api-key: ${key}"`,
        ),
      ],
    },
  ],
});

const codexCli = ({ url, key }: GatewayFacts): ClientGuide => ({
  id: 'codex-cli',
  name: 'Codex CLI',
  page: 'codex-cli.md',
  ways: [
    {
      id: 'config',
      label: 'config.toml',
      snippets: [
        {
          language: 'toml',
          file: '~/.codex/config.toml',
          code: [
            `model = "${MODEL}"`,
            'model_provider = "regrant"',
            '',
            '[model_providers.regrant]',
            'name = "Regrant"',
            `base_url = "${url}/v1"`,
            'env_key = "REGRANT_KEY"',
            'wire_api = "responses"',
          ].join('\n'),
        },
        keyInTerminal(key),
      ],
    },
  ],
});

const geminiCli = ({ url, key }: GatewayFacts): ClientGuide => ({
  id: 'gemini-cli',
  name: 'Gemini CLI',
  page: 'gemini-cli.md',
  ways: [
    {
      id: 'gemini',
      label: 'Gemini API',
      snippets: [terminal(`export GOOGLE_GEMINI_BASE_URL=${url}`, `export GEMINI_API_KEY="${key}"`)],
    },
    {
      id: 'vertex',
      label: 'Vertex AI',
      snippets: [
        terminal(
          'export GOOGLE_GENAI_USE_VERTEXAI=true',
          `export GOOGLE_VERTEX_BASE_URL=${url}`,
          `export GOOGLE_API_KEY="${key}"`,
        ),
      ],
    },
  ],
});

function openCode({ url, key }: GatewayFacts): ClientGuide {
  const ways = [
    { id: 'openai', label: 'OpenAI', npm: '@ai-sdk/openai-compatible', baseURL: `${url}/v1` },
    { id: 'anthropic', label: 'Anthropic', npm: '@ai-sdk/anthropic', baseURL: `${url}/v1` },
    { id: 'gemini', label: 'Gemini', npm: '@ai-sdk/google', baseURL: `${url}/v1beta` },
  ];
  return {
    id: 'opencode',
    name: 'OpenCode',
    page: 'opencode.md',
    ways: ways.map(({ id, label, npm, baseURL }) => ({
      id,
      label,
      snippets: [openCodeConfig(npm, baseURL), keyInTerminal(key)],
    })),
  };
}

function openCodeConfig(npm: string, baseURL: string): Snippet {
  const config = {
    $schema: 'https://opencode.ai/config.json',
    provider: {
      regrant: {
        npm,
        name: 'Regrant',
        options: { baseURL, apiKey: '{env:REGRANT_KEY}' },
        models: { 'gemini-2.5-pro': {}, 'gemini-2.5-flash': {}, 'claude-sonnet-4-5@20250929': {} },
      },
    },
    model: `regrant/${MODEL}`,
  };
  return { language: 'json', file: '~/.config/opencode/opencode.json', code: JSON.stringify(config, null, 2) };
}

const antigravity = ({ url, key }: GatewayFacts): ClientGuide => ({
  id: 'antigravity',
  name: 'Antigravity',
  page: 'antigravity.md',
  ways: ['genai', 'openai'].map((wire) => ({
    id: wire,
    label: wire === 'genai' ? 'Gemini' : 'OpenAI',
    snippets: [
      terminal(
        `export AGY_LLM_GATEWAY_URL=${url}`,
        `export AGY_LLM_GATEWAY_API_KEY="${key}"`,
        `export AGY_LLM_GATEWAY_WIRE_PROTOCOL=${wire}`,
      ),
    ],
  })),
});

const cherryStudio = ({ url, key }: GatewayFacts): ClientGuide => ({
  id: 'cherry-studio',
  name: 'Cherry Studio',
  page: 'cherry-studio.md',
  ways: ['OpenAI', 'OpenAI-Response', 'Anthropic', 'Gemini'].map((type) => ({
    id: type.toLowerCase(),
    label: type,
    snippets: [],
    fields: [
      { label: 'Provider Type', value: type },
      { label: 'API Host', value: url },
      { label: 'API Key', value: key },
    ],
  })),
});

/** The programs that people use Regrant with, each as its own page of docs/clients/ has it. */
export const programGuides = (facts: GatewayFacts): readonly ClientGuide[] =>
  [claudeCode, codexCli, geminiCli, openCode, antigravity, cherryStudio].map((guide) => guide(facts));
