import { enrolledAccountFile, writeAccountFile, type EnrolledAccount, type EnrolmentOptions } from './account-file.js';
import { startConsole, type SandboxConsole } from './console.js';
import { startGemini, type SandboxGemini } from './gemini.js';
import { startGoogle, type GoogleOptions, type SandboxGoogle } from './google.js';
import { findPerson } from './person.js';
import { startResourceManager, type SandboxResourceManager } from './resource-manager.js';
import { startVertex, type SandboxVertex } from './vertex.js';

export interface SandboxOptions {
  readonly google?: GoogleOptions;
  readonly ports?: { readonly gemini?: number; readonly vertex?: number; readonly console?: number };
}

export interface Sandbox {
  readonly google: SandboxGoogle;
  readonly gemini: SandboxGemini;
  readonly vertex: SandboxVertex;
  readonly resourceManager: SandboxResourceManager;
  readonly console: SandboxConsole;
  /** The settings that point a Regrant at this sandbox. Data directory, port and keys are left to the caller. */
  readonly environment: Readonly<Record<string, string>>;
  /** Mints a person's grant and writes their account file into a data directory. */
  enrol(dataDirectory: string, email: string, options?: EnrolmentOptions): Promise<EnrolledAccount & { path: string }>;
  close(): Promise<void>;
}

/** Starts everything that stands in for Google: the authorization server, the Gemini API, Vertex AI and the page to revoke grants. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const started: { close(): Promise<void> }[] = [];
  const close = async () => {
    for (const part of started.splice(0).reverse()) await part.close();
  };
  try {
    const google = await startGoogle(options.google);
    started.push(google);
    const gemini = await startGemini({ google, port: options.ports?.gemini });
    started.push(gemini);
    const vertex = await startVertex({ google, port: options.ports?.vertex });
    started.push(vertex);
    const resourceManager = await startResourceManager({ google });
    started.push(resourceManager);
    const console = await startConsole({ google, port: options.ports?.console });
    started.push(console);
    return {
      google,
      gemini,
      vertex,
      resourceManager,
      console,
      environment: environmentFor({ google, gemini, vertex, resourceManager, console }),
      enrol: enrolAt(google),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function environmentFor({
  google,
  gemini,
  vertex,
  resourceManager,
  console,
}: Pick<Sandbox, 'google' | 'gemini' | 'vertex' | 'resourceManager' | 'console'>): Record<string, string> {
  return {
    REGRANT_GOOGLE_CLIENT_ID: google.client.id,
    REGRANT_GOOGLE_CLIENT_SECRET: google.client.secret,
    REGRANT_GOOGLE_AUTHORIZATION_URL: google.authorizationUrl,
    REGRANT_GOOGLE_TOKEN_URL: google.tokenUrl,
    REGRANT_GOOGLE_USERINFO_URL: google.userinfoUrl,
    REGRANT_GEMINI_BASE_URL: gemini.baseUrl,
    REGRANT_VERTEX_BASE_URL: vertex.baseUrl,
    REGRANT_RESOURCE_MANAGER_BASE_URL: resourceManager.baseUrl,
    REGRANT_SANDBOX_CONSOLE_URL: console.url,
  };
}

function enrolAt(google: SandboxGoogle): Sandbox['enrol'] {
  return async (dataDirectory, email, options) => {
    const person = findPerson(google.people, email);
    if (!person) throw new Error(`The sandbox knows nobody called ${email}`);
    const account = enrolledAccountFile(person, await google.mint(email), options);
    return { ...account, path: await writeAccountFile(dataDirectory, account) };
  };
}
