import { readonly, shallowRef } from 'vue';

/** A short notice that goes by itself. */
export interface Toast {
  /** Two with the same id are one: the later replaces the earlier. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly tone: 'success' | 'error' | 'warning' | 'info' | 'neutral';
  readonly icon: string;
  /** A page of this dashboard that says more. */
  readonly link?: { readonly to: string; readonly label: string };
  /** How long it stays, in milliseconds, not counting the time it is pointed at. */
  readonly durationMs: number;
}

type NewToast = Pick<Toast, 'title' | 'tone' | 'icon'> & Partial<Toast>;

/** More than these at once nobody reads; the oldest give way. */
const CAPACITY = 5;
const DURATION_MS = 6000;

const toasts = shallowRef<readonly Toast[]>([]);
let created = 0;

function add(toast: NewToast): void {
  created += 1;
  const complete = { id: `toast-${created}`, description: '', durationMs: DURATION_MS, ...toast };
  toasts.value = [...toasts.value.filter(({ id }) => id !== complete.id), complete].slice(-CAPACITY);
}

function remove(id: string): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

function clear(): void {
  toasts.value = [];
}

/** The notices of this page; `ToastRegion` shows them. */
export function useToasts() {
  return { toasts: readonly(toasts), add, remove, clear };
}
