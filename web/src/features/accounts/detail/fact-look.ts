interface FactLook {
  readonly icon: string;
  readonly colour: string;
}

const GOOD = 'bg-success/10 text-success';
const BAD = 'bg-error/10 text-error';
const WARNING = 'bg-warning/10 text-warning';
const CALM = 'bg-elevated text-muted';

const LOOKS: Readonly<Record<string, FactLook>> = {
  issued: { icon: 'i-lucide-user-plus', colour: GOOD },
  refreshed: { icon: 'i-lucide-refresh-cw', colour: CALM },
  refused: { icon: 'i-lucide-cloud-alert', colour: WARNING },
  disabled: { icon: 'i-lucide-unplug', colour: BAD },
  notified: { icon: 'i-lucide-bell', colour: CALM },
  reenabled: { icon: 'i-lucide-plug-zap', colour: GOOD },
  paused: { icon: 'i-lucide-circle-pause', colour: CALM },
  resumed: { icon: 'i-lucide-circle-play', colour: CALM },
  blocked: { icon: 'i-lucide-octagon-alert', colour: WARNING },
  unblocked: { icon: 'i-lucide-shield-check', colour: GOOD },
  changed: { icon: 'i-lucide-pencil', colour: CALM },
  removed: { icon: 'i-lucide-trash-2', colour: BAD },
};

/** How a fact of the ledger looks; one of a later version looks like a change. */
export const factLook = (fact: string): FactLook => LOOKS[fact] ?? { icon: 'i-lucide-dot', colour: CALM };
