/**
 * The style elements that the dashboard's parts put on the page by script, as the hashes by which the Content Security
 * Policy lets them through; every other inline style is refused. Each text is always the same: it changes with the
 * dashboard's colours (web/plugins.ts) or a new version of the part. Then `e2e/no-other-host.spec.ts` fails, and the
 * message of the browser in it names the new hash.
 */
export const DASHBOARD_STYLE_HASHES: readonly string[] = [
  // Nuxt UI's colours: `<style id="nuxt-ui-colors">`.
  "'sha256-BdMdNt5UFvo8snbehCiqotTri1/vZwqigpf9VfmSQ/I='",
  // VueUse's `useColorMode`: no transitions while the mode changes.
  "'sha256-skqujXORqzxt1aE0NNXxujEanPTX6raoqSscTV/Ww/Y='",
];
