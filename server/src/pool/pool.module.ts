import { Global, Module } from '@nestjs/common';
import { Serving } from '../core/ports/serving.js';
import { OAuthModule } from '../oauth/oauth.module.js';
import { ClientBreaker } from './client-breaker.js';
import { GrantRefresher } from './grant-refresher.js';
import { GrantWatch } from './grant-watch.js';
import { LastUsed } from './last-used.js';
import { PoolController } from './pool.controller.js';
import { ProjectsController } from './projects.controller.js';
import { StandingController } from './standing.controller.js';
import { PoolServing } from './pool-serving.js';
import { Pool } from './pool.service.js';
import { QuotaCounting } from './quota-counting.js';
import { QuotaProtection } from './quota-protection.js';
import { QuotaViews } from './quota-views.js';
import { RefreshAhead } from './refresh-ahead.js';
import { Settlement } from './settlement.js';

@Global()
@Module({
  imports: [OAuthModule],
  controllers: [PoolController, ProjectsController, StandingController],
  providers: [
    Pool,
    GrantRefresher,
    ClientBreaker,
    RefreshAhead,
    GrantWatch,
    LastUsed,
    Settlement,
    QuotaCounting,
    QuotaProtection,
    QuotaViews,
    { provide: Serving, useClass: PoolServing },
  ],
  exports: [ClientBreaker, Pool, GrantRefresher, Settlement, Serving],
})
export class PoolModule {}
