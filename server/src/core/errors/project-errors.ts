import { RegrantError } from './regrant-error.js';

/** Google does not let this account's token list projects. */
export class ProjectsRefusedError extends RegrantError {
  constructor(reason: string) {
    super('projects.refused', `Google does not list the projects of this account: ${reason}.`, {
      hint: 'Type the project ID. To choose from a list, sign in again and allow access to Google Cloud (the scope cloud-platform).',
      details: { reason },
    });
  }
}

/** The Cloud Resource Manager API is off in the project of the OAuth client. */
export class ProjectsApiDisabledError extends RegrantError {
  /** @param helpUrl  where it is switched on */
  constructor(helpUrl: string) {
    super(
      'projects.api_disabled',
      'The Cloud Resource Manager API is switched off in the project of the OAuth client.',
      {
        hint: "Switch it on on Google's page and try again in a minute, or type the project ID.",
        details: { help_url: helpUrl },
      },
    );
  }
}

/** Nobody knows: no connection, no token, or an answer without sense. */
export class ProjectsUnavailableError extends RegrantError {
  constructor(reason: string, cause?: unknown) {
    super('projects.unavailable', `The projects could not be listed: ${reason}.`, {
      hint: 'Try again in a moment, or type the project ID.',
      cause,
      details: { reason },
    });
  }
}
