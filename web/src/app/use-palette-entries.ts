import { useColorMode } from '@vueuse/core';
import { computed, type ComputedRef } from 'vue';
import { useRouter } from 'vue-router';

import type { AccountView } from '../../../server/contract/http/accounts.js';
import { useAccountsStore } from '../features/accounts/accounts.store.js';
import { googleSignInPath } from '../features/accounts/google-sign-in.api.js';
import { leaveFor } from '../features/accounts/leave-page.js';
import { useAccountActions } from '../features/accounts/use-account-actions.js';
import type { PaletteEntry } from '../features/palette/entry.js';
import { useSessionStore } from '../features/session/session.store.js';
import { LANGUAGES, switchLanguage } from '../messages/languages.js';
import { useMessages } from '../messages/use-messages.js';
import { useToasts } from '../ui/toasts.js';
import { PAGES } from './pages.js';

/** Everything that the palette can do: go to a page, act on an account, change how it all looks. */
export function usePaletteEntries(): ComputedRef<readonly PaletteEntry[]> {
  const pages = usePageEntries();
  const accounts = useAccountEntries();
  const appearance = useAppearanceEntries();
  return computed(() => [...accounts.value, ...pages.value, ...appearance.value]);
}

function usePageEntries(): ComputedRef<readonly PaletteEntry[]> {
  const t = useMessages();
  const router = useRouter();
  const session = useSessionStore();
  return computed(() =>
    PAGES.flatMap(({ key, path, icon, sandboxOnly }) =>
      icon === undefined || (sandboxOnly && !session.session?.sandbox)
        ? []
        : [
            {
              id: `page ${key}`,
              group: 'pages' as const,
              label: t.value.pages[key],
              icon,
              isSuggested: true,
              run: () => router.push(path),
            },
          ],
    ),
  );
}

function useAccountEntries(): ComputedRef<readonly PaletteEntry[]> {
  const t = useMessages();
  const router = useRouter();
  const store = useAccountsStore();
  const actions = useAccountActions();

  function entriesOf(account: AccountView): PaletteEntry[] {
    const words = t.value.accounts;
    const name = account.email || account.id;
    const entry = (act: string, label: string, icon: string, run: () => unknown): PaletteEntry => ({
      id: `${act} ${account.id}`,
      group: 'accounts',
      label,
      icon,
      keywords: account.custom_label ?? '',
      run,
    });
    const open = entry('open', t.value.palette.openNamed(name), 'i-lucide-user', () =>
      router.push(`/accounts/${encodeURIComponent(account.id)}`),
    );
    if (account.status === 'unreadable') return [open];
    const refresh = entry('refresh', words.refreshNamed(name), 'i-lucide-refresh-cw', () => actions.refresh(account));
    const sign = entry('reauthorise', words.reauthoriseNamed(name), 'i-lucide-log-in', () =>
      leaveFor(googleSignInPath(account.id)),
    );
    const pause = account.proxy_disabled
      ? entry('resume', words.resumeNamed(name), 'i-lucide-play', () => actions.resume(account))
      : entry('pause', words.pauseNamed(name), 'i-lucide-pause', () => actions.pause(account, ''));
    // A dead grant cannot be refreshed, and its account waits for nothing but a sign-in: that one comes first.
    return account.status === 'disabled' ? [{ ...sign, isSuggested: true }, open, pause] : [open, refresh, pause, sign];
  }

  return computed(() => store.ordered.flatMap(entriesOf));
}

function useAppearanceEntries(): ComputedRef<readonly PaletteEntry[]> {
  const t = useMessages();
  const toasts = useToasts();
  const { store: mode } = useColorMode({ emitAuto: true });
  const modes = [
    { value: 'light', word: 'light', icon: 'i-lucide-sun' },
    { value: 'auto', word: 'system', icon: 'i-lucide-monitor' },
    { value: 'dark', word: 'dark', icon: 'i-lucide-moon' },
  ] as const;

  async function speak(code: (typeof LANGUAGES)[number]['code']): Promise<void> {
    try {
      await switchLanguage(code);
    } catch {
      toasts.add({ title: t.value.errors.unreachable, tone: 'error', icon: 'i-lucide-wifi-off' });
    }
  }

  return computed(() => [
    ...modes.map(({ value, word, icon }) => ({
      id: `mode ${value}`,
      group: 'appearance' as const,
      label: t.value.palette.theme(t.value.theme[word]),
      icon,
      isSuggested: true,
      run: () => (mode.value = value),
    })),
    ...LANGUAGES.map(({ code, name }) => ({
      id: `language ${code}`,
      group: 'appearance' as const,
      label: `${t.value.frame.language}: ${name}`,
      icon: 'i-lucide-languages',
      // Whoever lost their way in a language that they cannot read looks for the English word.
      keywords: 'language',
      isSuggested: true,
      run: () => speak(code),
    })),
  ]);
}
