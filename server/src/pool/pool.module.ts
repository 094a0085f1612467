import { Global, Module } from '@nestjs/common';
import { Serving } from '../core/ports/serving.js';
import { OAuthModule } from '../oauth/oauth.module.js';
import { ClientBreaker } from './client-breaker.js';
import { GrantRefresher } from './grant-refresher.js';
import { GrantWatch } from './grant-watch.js';
import { LastUsed } from './last-used.js';
import { PoolController } from './pool.controller.js';
import { PoolServing } from './pool-serving.js';
import { Pool } from './pool.service.js';
import { RefreshAhead } from './refresh-ahead.js';

@Global()
@Module({
  imports: [OAuthModule],
  controllers: [PoolController],
  providers: [
    Pool,
    GrantRefresher,
    ClientBreaker,
    RefreshAhead,
    GrantWatch,
    LastUsed,
    { provide: Serving, useClass: PoolServing },
  ],
  exports: [Pool, GrantRefresher, LastUsed, Serving],
})
export class PoolModule {}
