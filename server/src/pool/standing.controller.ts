import { Controller, Get, Param, Query } from '@nestjs/common';
import { poolQuerySchema, type PoolActivity, type PoolQuery, type Standing } from '../../contract/http/pool.js';
import { AccountRegistry } from '../accounts/account-registry.js';
import { SettingsService } from '../config/settings.service.js';
import type { Account } from '../core/accounts/account.js';
import { AccountNotFoundError } from '../core/errors/account-errors.js';
import { skipState, type SkipFacts } from '../core/pool/skip-reason.js';
import { Clock } from '../core/ports/clock.js';
import { Pool } from './pool.service.js';

/** What the pool is doing with the accounts at this moment. */
@Controller('api')
export class StandingController {
  constructor(
    private readonly pool: Pool,
    private readonly registry: AccountRegistry,
    private readonly settings: SettingsService,
    private readonly clock: Clock,
  ) {}

  @Get('pool/activity')
  activity(): PoolActivity {
    return { in_flight: [...this.pool.inFlight].map(([id, count]) => ({ id, count })) };
  }

  @Get('accounts/:id/standing')
  standing(@Param('id') id: string, @Query({ schema: poolQuerySchema }) { model }: PoolQuery): Standing {
    const account = this.registry.get(id);
    if (!account) throw new AccountNotFoundError(id);
    const { scheduling } = this.settings.current;
    return {
      ...this.#stateOf(account, model),
      fixed_account: scheduling.fixed_account,
      in_flight: this.pool.inFlight.get(id) ?? 0,
      most_in_flight: scheduling.max_concurrent,
      cool_downs: this.pool.coolDownsOf(id).map((rest) => ({ model: rest.model, until_ms: this.#in(rest.ms) ?? 0 })),
    };
  }

  #stateOf(account: Account, model: string | undefined): Pick<Standing, 'state' | 'until_ms' | 'behind'> {
    if (this.pool.isReady(account.id, model)) {
      const { ready } = this.pool.explain(model);
      const behind = ready.filter(({ priority }) => priority > account.priority).length;
      return { state: 'ready', until_ms: null, behind };
    }
    const facts = this.pool.factsOf(account, model);
    return { state: skipState(facts), until_ms: this.#in(msLeft(facts)), behind: 0 };
  }

  #in(ms: number): number | null {
    return ms > 0 ? Math.ceil(this.clock.nowMs() + ms) : null;
  }
}

function msLeft(facts: SkipFacts): number {
  switch (skipState(facts)) {
    case 'ejected':
      return facts.ejectedMs;
    case 'cooling':
      return facts.coolsMs;
    case 'protected':
      return facts.protectedMs;
    case 'resting':
      return facts.refreshRestsMs;
    default:
      return 0;
  }
}
