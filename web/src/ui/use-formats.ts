import { createSharedComposable } from '@vueuse/core';
import { computed, type ComputedRef } from 'vue';

import { useMessages } from '../messages/use-messages.js';

/** How numbers and times are written for this reader. */
export interface Formats {
  /** "1,234". */
  readonly count: (value: number) => string;
  /** "1.2K". */
  readonly compact: (value: number) => string;
  /** "12%", of a share from 0 to 1. */
  readonly share: (value: number) => string;
  /** "38 ms", "1.24 s", "2 min 5 s". */
  readonly duration: (ms: number) => string;
  /** "14:03:27", in the reader's zone. */
  readonly clock: (atMs: number) => string;
  /** "20 Nov, 14:03:27", in the reader's zone. */
  readonly moment: (atMs: number) => string;
}

/** Makes the formats of a language. Each is made once: a list of requests writes thousands of numbers a second. */
export function formatsOf(locale: string): Formats {
  const count = new Intl.NumberFormat(locale);
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const moment = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return {
    count: (value) => count.format(value),
    compact: (value) => compact.format(value),
    share: (value) => share.format(value),
    duration: durationFormat(locale),
    clock: (atMs) => clock.format(atMs),
    moment: (atMs) => moment.format(atMs),
  };
}

function durationFormat(locale: string): (ms: number) => string {
  const unit = (name: 'millisecond' | 'second' | 'minute', digits: number): Intl.NumberFormat =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits });
  const milliseconds = unit('millisecond', 0);
  const fineMilliseconds = unit('millisecond', 1);
  const seconds = unit('second', 2);
  const wholeSeconds = unit('second', 0);
  const minutes = unit('minute', 0);
  return (ms) => {
    if (ms < 10) return fineMilliseconds.format(ms);
    if (ms < 1000) return milliseconds.format(Math.min(999, ms));
    if (ms < 60_000) return seconds.format(Math.min(59.99, ms / 1000));
    const whole = Math.round(ms / 1000);
    return `${minutes.format(Math.floor(whole / 60))} ${wholeSeconds.format(whole % 60)}`;
  };
}

/** The reader's formats; they change with the language. */
export const useFormats: () => ComputedRef<Formats> = createSharedComposable(() => {
  const t = useMessages();
  return computed(() => formatsOf(t.value.locale));
});
