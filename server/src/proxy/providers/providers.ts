import type { Settings } from '../../config/settings-schema.js';
import { CallerModelRefusedError } from '../../core/errors/caller-errors.js';
import { isBackgroundRequest, type RequestOutline } from '../../core/models/background-request.js';
import { aliases, routeModel, straightTo, type MappingRule, type ModelRoute } from '../../core/models/model-route.js';
import { remember } from '../../core/remember.js';
import { claudeProvider } from './claude-provider.js';
import { geminiProvider, type GeminiProvider } from './gemini-provider.js';
import type { Provider } from './provider.js';
import { GeminiApi, isLocation, VertexApi } from './upstream-api.js';

/** A model and who serves it. */
export type Served =
  | { readonly family: 'gemini'; readonly model: string; readonly provider: GeminiProvider }
  | { readonly family: 'claude'; readonly model: string; readonly provider: Provider };

/** What a caller's key says about models. */
export interface ModelRights {
  /** Its own rules, which go before everybody's. */
  readonly mapping: readonly MappingRule[];
  /** Whether it covers a model, named by the caller or by a rule. */
  mayUse(model: string): boolean;
}

/** What beside the model's name decides who serves a request. */
export interface ServeOptions {
  /** Which of Google's APIs serves Gemini models unless a rule says otherwise. */
  readonly home?: 'gemini' | 'vertex';
  /** Where on Vertex AI; what can be none gives way to the configured one. */
  readonly location?: string | undefined;
  /** Makes the request's outline, where it is one that a client may make by itself; not called while nobody wants to know. */
  readonly outline?: (() => Omit<RequestOutline, 'model'>) | undefined;
  /** The caller's wire cannot carry Claude: a request of its own is never moved there. */
  readonly isGeminiOnly?: boolean;
}

/** Made once for the settings in force, not for each request. */
const geminiApiOf = remember(2, ({ gemini_base_url: baseUrl, project_id: projectId }: Settings) =>
  geminiProvider(new GeminiApi({ baseUrl, defaultProjectId: projectId ?? null }), 'gemini'),
);

/** Who serves which model, by the settings in force and the caller's key. */
export class Providers {
  readonly gemini: GeminiProvider;
  readonly geminiAddress: string;
  /** The model that the caller named last, for the request log. */
  asked: string | null = null;

  constructor(
    private readonly settings: Settings,
    private readonly rights: ModelRights,
  ) {
    this.geminiAddress = settings.gemini_base_url;
    this.gemini = geminiApiOf(settings);
  }

  /** Names to be listed beside the upstream's own that the caller may use: exact rules, and Claude models by setting. */
  get listed(): readonly string[] {
    const { mapping, claude_models: claude } = this.settings.models;
    return [...new Set([...aliases(this.rights.mapping, mapping), ...claude])].filter((name) => this.mayUse(name));
  }

  /** Whether the caller's key covers a name, or the model that it stands for. */
  mayUse(name: string): boolean {
    return this.rights.mayUse(name) || this.rights.mayUse(this.#route(name).model);
  }

  /**
   * Who serves the model that a caller asks for.
   *
   * @throws CallerModelRefusedError when the caller's key does not cover it
   */
  serve(asked: string, options: ServeOptions = {}): Served {
    this.asked = asked;
    const { model, family, upstream } = this.#background(asked, options) ?? this.#route(asked);
    // No model at all is for the wire to refuse, which names the field.
    if (asked !== '' && !this.rights.mayUse(asked) && !this.rights.mayUse(model)) throw new CallerModelRefusedError();
    if (family === 'claude') return { model, family, provider: this.claude(options.location) };
    const isHere = (upstream ?? options.home ?? 'gemini') === 'gemini';
    return { model, family, provider: isHere ? this.gemini : this.vertexGemini(options.location) };
  }

  claude(location?: string): Provider {
    return claudeProvider(this.#vertex(location));
  }

  vertexGemini(location?: string): GeminiProvider {
    return geminiProvider(this.#vertex(location), 'vertex');
  }

  #route(asked: string): ModelRoute {
    return routeModel(asked, this.rights.mapping, this.settings.models.mapping);
  }

  /** The way to the model for background requests, if there is one and this is such a request. */
  #background(asked: string, { outline, isGeminiOnly }: ServeOptions): ModelRoute | undefined {
    const { background_model: background } = this.settings.models;
    if (background === null || outline === undefined) return undefined;
    // A key that covers only what a rule makes of the name keeps that.
    if (!this.rights.mayUse(asked) && !this.rights.mayUse(background)) return undefined;
    const route = straightTo(background);
    if (isGeminiOnly === true && route.family === 'claude') return undefined;
    return isBackgroundRequest({ model: asked, ...outline() }) ? route : undefined;
  }

  #vertex(location: string | undefined): VertexApi {
    const { vertex_base_url: baseUrl, vertex_location: configured, project_id: projectId } = this.settings;
    return new VertexApi(
      { baseUrl, defaultProjectId: projectId ?? null },
      location !== undefined && isLocation(location) ? location : configured,
    );
  }
}
