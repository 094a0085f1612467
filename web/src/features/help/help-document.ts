import { HELP_CAUSES } from '../../messages/help-causes.js';
import type { Messages } from '../../messages/en/index.js';
import { CURE_LINKS, GOOGLE_REASONS, HELP_STATES, LOG_LINES } from './help-links.js';

/** One of the languages in which the document is there, as its first line links them. */
export interface DocumentLanguage {
  readonly code: string;
  readonly name: string;
}

const fileOf = (code: string): string => (code === 'en' ? 'invalid-grant.md' : `invalid-grant.${code}.md`);

/** Where the document of a language lies, below the repository's root. */
export const documentPathOf = (code: string): string => `docs/${fileOf(code)}`;

function causes({ causes: part }: Messages['help']): string[] {
  return HELP_CAUSES.flatMap((key) => {
    const { name, why, cure } = part.list[key];
    const link = CURE_LINKS[key];
    return [
      `### ${name}`,
      `- **${part.why}.** ${why}\n- **${part.cure}.** ${cure}${link === undefined ? '' : ` <${link}>`}`,
    ];
  });
}

function states({ states: part }: Messages['help']): string[] {
  return HELP_STATES.flatMap((key) => {
    const { name, who, means, ends } = part.list[key];
    return [
      `### \`${key}\`: ${name}`,
      `- **${part.who}.** ${who}\n- **${part.means}.** ${means}\n- **${part.ends}.** ${ends}`,
    ];
  });
}

/** The help page as Markdown, with links to the other languages: page and document are one text. */
export function helpDocument({ help }: Messages, languages: readonly DocumentLanguage[], own: string): string {
  const others = languages.map(({ code, name }) => (code === own ? `**${name}**` : `[${name}](${fileOf(code)})`));
  return `${[
    `# ${help.invalidGrant.title}`,
    others.join(' · '),
    help.intro,
    ...help.invalidGrant.text,
    `## ${help.causes.title}`,
    help.causes.text,
    ...causes(help),
    `[${help.source}](${GOOGLE_REASONS})`,
    `## ${help.recover.title}`,
    help.recover.steps.map((step, index) => `${index + 1}. ${step}`).join('\n'),
    help.recover.trap,
    help.recover.noRefreshToken,
    `## ${help.states.title}`,
    help.states.text,
    ...states(help),
    help.states.order,
    `## ${help.log.title}`,
    help.log.text,
    `\`\`\`text\n${LOG_LINES.join('\n')}\n\`\`\``,
  ].join('\n\n')}\n`;
}
