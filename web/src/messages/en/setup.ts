/** The OAuth client’s set-up page. */
export const setupMessages = {
  setup: {
    title: 'Set-up',
    welcome: 'Welcome to Regrant',
    intro:
      'One thing is needed before accounts can sign in: an OAuth client of your own at Google. It takes about five minutes and costs nothing.',
    doneIntro: 'Google knows this installation. You only need this page again when the OAuth client changes.',
    configured: 'The OAuth client is set up',
    configuredText: (clientId: string) => `Client ID ${clientId}`,
    configuredElsewhere: 'It is given by the environment.',
    loadFailed: 'The settings could not be loaded',
    stepsTitle: 'What to create at Google',
    opensGoogle: 'opens Google in a new tab',
    steps: {
      project: {
        title: 'A project',
        text: 'Create a project in the Google Cloud console, or choose one you have. Requests are counted on it.',
        link: 'Create a project',
      },
      api: {
        title: 'The Gemini API',
        text: 'Enable the “Generative Language API” (the Gemini API) for that project. For Vertex AI, enable the “Vertex AI API” as well.',
        link: 'Enable the Generative Language API',
      },
      consent: {
        title: 'The consent screen',
        text: 'Give the app a name and your e-mail, and choose “External” unless all accounts belong to your Workspace.',
        link: 'Open the consent screen',
      },
      publish: {
        title: 'Publish it to production',
        text: 'Under “Audience”, choose “Publish app”. While it says “Testing”, Google ends every grant after 7 days, and each account would have to sign in again every week.',
        link: 'Open the audience page',
      },
      client: {
        title: 'An OAuth client',
        text: 'Create an OAuth client of the type “Web application”, and add this under “Authorised redirect URIs”, letter by letter:',
        link: 'Create an OAuth client',
        redirectUri: 'Redirect URI',
      },
    },
    formTitle: 'Paste what Google shows',
    replaceTitle: 'Replace the OAuth client',
    replaceWarning:
      'Grants belong to the client they were given to: after a change, every account has to sign in again.',
    clientId: 'Client ID',
    clientIdPlaceholder: '1234567890-abc….apps.googleusercontent.com',
    clientIdEmpty: 'Paste the client ID.',
    clientIdOdd:
      'A client ID of Google’s ends in .apps.googleusercontent.com. Check that it is not the project’s name or the secret.',
    clientSecret: 'Client secret',
    clientSecretHelp: 'Kept in secrets.json on this machine and never shown again.',
    clientSecretEmpty: 'Paste the client secret.',
    save: 'Save OAuth client',
    saved: 'The OAuth client is saved',
    saveFailed: 'The OAuth client was not saved',
    next: 'Add the first account',
    nextAnother: 'Add an account',
  },
};
