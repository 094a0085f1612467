import UApp from '@nuxt/ui/components/App.vue';
import { mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { h, type Component } from 'vue';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';

/** A mounted component with what surrounds it in the app. */
interface Mounted {
  readonly wrapper: VueWrapper;
  readonly router: Router;
}

/** A router that knows every address and shows nothing. */
export function aRouter(): Router {
  return createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:any(.*)*', component: { render: () => null } }],
  });
}

/** Mounts into the document, because dialogs leave their parent. Unmount it when done. */
export async function mountInApp(
  component: Component,
  { props = {}, path = '/' }: { props?: Record<string, unknown>; path?: string } = {},
): Promise<Mounted> {
  const pinia = createPinia();
  setActivePinia(pinia);
  const router = aRouter();
  await router.push(path);
  const wrapper = mount(
    { render: () => h(UApp, { toaster: null }, { default: () => h(component, props) }) },
    { attachTo: document.body, global: { plugins: [pinia, router] } },
  );
  return { wrapper, router };
}

/** The accessible name, as far as the components here give one: a label, or the text. */
function nameOf(element: Element): string {
  return (element.getAttribute('aria-label') ?? element.textContent).replace(/\s+/g, ' ').trim();
}

function find(selector: string, name: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(selector)].find((element) => nameOf(element) === name);
}

function demand<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`Not on the page: ${what}`);
  return found;
}

/** @throws when there is no such button */
export function button(name: string): HTMLElement {
  return demand(find('button', name), `button "${name}"`);
}

/** @throws when there is no such link */
export function link(name: string): HTMLAnchorElement {
  return demand(find('a', name) as HTMLAnchorElement | undefined, `link "${name}"`);
}

/** @returns whether a button or link of this name is there */
export function offers(name: string): boolean {
  return find('button, a', name) !== undefined;
}

/** The input or text area that a label names. @throws when there is none */
export function field(label: string): HTMLInputElement | HTMLTextAreaElement {
  const found = demand(
    [...document.querySelectorAll('label')].find((element) => nameOf(element).replace(/\*$/, '') === label),
    `label "${label}"`,
  );
  const id = found.getAttribute('for');
  const control = id === null ? found.querySelector('input') : document.getElementById(id);
  return demand((control as HTMLInputElement | null) ?? undefined, `field of "${label}"`);
}

/** Types into a field the way a person does: the whole text, then an input event. */
export function type(label: string, text: string): void {
  const control = field(label);
  control.value = text;
  control.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Submits the form that a field belongs to. */
export function submitFormOf(label: string): void {
  demand(field(label).closest('form') ?? undefined, `form of "${label}"`).dispatchEvent(
    new Event('submit', { bubbles: true, cancelable: true }),
  );
}

/** All text on the page, dialogs included. */
export function pageText(): string {
  return document.body.textContent.replace(/\s+/g, ' ');
}
