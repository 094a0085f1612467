import { Injectable } from '@nestjs/common';
import { SettingsService } from '../config/settings.service.js';
import { CALLER_LEFT } from '../core/traffic/request-record.js';
import { Clock } from '../core/ports/clock.js';
import { Log } from '../observability/logger.js';
import { RequestJournal } from '../observability/traffic/request-journal.js';
import type { RequestFacts, RequestTrace } from '../observability/traffic/request-trace.js';
import { Pool } from '../pool/pool.service.js';
import { Settlement } from '../pool/settlement.js';
import { BoundedSignatureStore } from '../protocols/neutral/signature-store.js';
import { HttpUpstream } from '../upstream/http-upstream.js';
import type { CallerIdentity } from './caller-keys.js';
import type { CallerRequest } from './caller-request.js';
import type { Caller } from './caller.js';
import { Drain } from './drain.js';
import { Exchange, tell, type Ending, type ExchangeTools, type Plan } from './exchange.js';
import { gather } from './gathering.js';
import { Leaving } from './leaving.js';
import { ModelCatalogue } from './model-catalogue.js';
import { Providers } from './providers/providers.js';
import { DRAINING, requestRefusal } from './request-problem.js';
import type { Place } from './route-finder.js';
import type { Work } from './routes/route-tools.js';

/** A request that has been read, and whose it is. */
export interface Arrival {
  readonly request: CallerRequest;
  readonly caller: Caller;
  readonly identity: CallerIdentity;
}

/** What serving one request works with. */
interface ServeParts {
  readonly caller: Caller;
  readonly leaving: Leaving;
  readonly trace: RequestTrace;
}

/** Serves one request of a caller from its arrival to its end, whatever that is, and notes it down. */
@Injectable()
export class RequestHandler {
  readonly #signatures = new BoundedSignatureStore();
  readonly #catalogue: ModelCatalogue;
  readonly #tools: ExchangeTools;

  constructor(
    pool: Pool,
    upstream: HttpUpstream,
    settlement: Settlement,
    private readonly settings: SettingsService,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly drain: Drain,
    private readonly journal: RequestJournal,
  ) {
    this.#tools = { pool, upstream, settlement, log };
    this.#catalogue = new ModelCatalogue(clock);
  }

  /** Never rejects. */
  async handle({ route, traceName }: Place, arrival: Arrival): Promise<void> {
    const { caller, identity } = arrival;
    if (this.drain.isDraining) {
      caller.refuse(DRAINING, { 'retry-after': '5', connection: 'close' });
      return;
    }
    this.drain.enter();
    const leaving = new Leaving();
    caller.onLeave(() => leaving.leave());
    const providers = new Providers(this.settings.current, identity);
    const keepsBodies = this.settings.current.retention.requests_bodies;
    const trace = this.journal.open(new Facts(arrival, traceName, providers, keepsBodies));
    let error: string | null = null;
    try {
      const work = route({
        request: arrival.request,
        caller,
        providers,
        catalogue: this.#catalogue,
        signatures: this.#signatures,
        clock: this.clock,
      });
      error = await this.#serve(work, { caller, leaving, trace });
    } catch (fault) {
      error = this.#refuse(fault, caller);
    } finally {
      trace.finish({ status: leaving.hasLeft ? CALLER_LEFT : caller.status, error });
      this.drain.leave();
    }
  }

  async #serve(work: Work, { caller, leaving, trace }: ServeParts): Promise<string | null> {
    if (work.dropped) trace.dropped(work.dropped.paths);
    const exchange = (plan: Plan, wanted: Leaving) => new Exchange(this.#tools, caller, plan, wanted, trace).run();
    const ending = await ('asks' in work ? gather(work, caller, exchange, leaving) : exchange(work, leaving));
    tell(caller, ending, 'passesRefusals' in work && work.passesRefusals);
    return errorOf(ending);
  }

  #refuse(fault: unknown, caller: Caller): string {
    const { problem, headers, isFault } = requestRefusal(fault);
    if (isFault) this.log.error(fault, { request_id: caller.requestId });
    if (caller.hasHead) caller.break();
    else caller.refuse(problem, headers);
    return problem.code;
  }
}

/** What the request log asks of a request. The model is known only when the body has been read: it looks at the end. */
class Facts implements RequestFacts {
  readonly id: string;
  readonly callerKeyId: string | null;
  readonly body: Buffer | undefined;

  constructor(
    { request, caller, identity }: Arrival,
    readonly wire: string,
    private readonly providers: Providers,
    keepsBodies: boolean,
  ) {
    this.id = caller.requestId;
    this.callerKeyId = identity.keyId;
    this.body = keepsBodies ? request.body : undefined;
  }

  get modelAsked(): string | null {
    return this.providers.asked;
  }
}

/** The code of the error that the caller was told, if any. */
function errorOf(ending: Ending): string | null {
  if (ending.kind === 'problem') return ending.problem.code;
  if (ending.kind === 'refused') return ending.refusal.problem.code;
  return ending.isBroken ? 'upstream.unreachable' : null;
}
