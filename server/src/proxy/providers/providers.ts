import type { Settings } from '../../config/settings-schema.js';
import { CallerModelRefusedError } from '../../core/errors/caller-errors.js';
import { routeModel } from '../../core/models/model-route.js';
import { claudeProvider } from './claude-provider.js';
import { geminiProvider, type GeminiProvider } from './gemini-provider.js';
import type { Provider } from './provider.js';
import { GeminiApi, isLocation, VertexApi } from './upstream-api.js';

/** A model and who serves it. */
export type Served =
  | { readonly family: 'gemini'; readonly model: string; readonly provider: GeminiProvider }
  | { readonly family: 'claude'; readonly model: string; readonly provider: Provider };

/** Who serves which model, by the settings in force. */
export class Providers {
  readonly gemini: GeminiProvider;
  readonly geminiAddress: string;
  /** The model that the caller named last, for the request log. */
  asked: string | null = null;

  /** @param mayUse  whether the caller's key covers a model, named by the caller or by a rule */
  constructor(
    private readonly settings: Settings,
    readonly mayUse: (model: string) => boolean,
  ) {
    this.geminiAddress = settings.gemini_base_url;
    this.gemini = geminiProvider(
      new GeminiApi({ baseUrl: settings.gemini_base_url, defaultProjectId: settings.project_id ?? null }),
      'gemini',
    );
  }

  /**
   * Who serves the model that a caller asks for.
   *
   * @param home  which of Google's APIs serves Gemini models unless a rule says otherwise
   * @param location  where on Vertex AI; what can be none gives way to the configured one
   * @throws CallerModelRefusedError when the caller's key does not cover it
   */
  serve(asked: string, home: 'gemini' | 'vertex' = 'gemini', location?: string): Served {
    this.asked = asked;
    const { model, family, upstream } = routeModel(asked, this.settings.models.mapping);
    // No model at all is for the wire to refuse, which names the field.
    if (asked !== '' && !this.mayUse(asked) && !this.mayUse(model)) throw new CallerModelRefusedError();
    if (family === 'claude') return { model, family, provider: this.claude(location) };
    const provider = (upstream ?? home) === 'gemini' ? this.gemini : this.vertexGemini(location);
    return { model, family, provider };
  }

  claude(location?: string): Provider {
    return claudeProvider(this.#vertex(location));
  }

  vertexGemini(location?: string): GeminiProvider {
    return geminiProvider(this.#vertex(location), 'vertex');
  }

  #vertex(location: string | undefined): VertexApi {
    const { vertex_base_url: baseUrl, vertex_location: configured, project_id: projectId } = this.settings;
    return new VertexApi(
      { baseUrl, defaultProjectId: projectId ?? null },
      location !== undefined && isLocation(location) ? location : configured,
    );
  }
}
