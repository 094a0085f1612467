import { Module, type DynamicModule } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module.js';
import { LedgerModule } from './accounts/ledger.module.js';
import { AdminAuthModule } from './admin-auth/admin-auth.module.js';
import { ConfigModule } from './config/config.module.js';
import type { OpenConfig } from './config/open-config.js';
import type { AccountStore } from './core/ports/account-store.js';
import { DashboardModule } from './dashboard.module.js';
import { EventsModule } from './events/events.module.js';
import { OAuthModule } from './oauth/oauth.module.js';
import { MonitoringModule } from './monitoring.module.js';
import type { Log } from './observability/logger.js';
import { ObservabilityModule } from './observability/observability.module.js';
import type { Redactor } from './observability/redactor.js';
import { PoolModule } from './pool/pool.module.js';
import { ProxyModule } from './proxy/proxy.module.js';
import type { UpstreamLimits } from './upstream/upstream-limits.js';
import { UpstreamModule } from './upstream/upstream.module.js';

/** What is made before the application is, because the application is built from it. */
export interface AppParts extends OpenConfig {
  readonly log: Log;
  readonly redactor: Redactor;
  readonly store: AccountStore;
  readonly upstreamLimits: UpstreamLimits;
  /** Folder of the built dashboard. */
  readonly webRoot: string;
}

/** The only place that knows all modules. */
@Module({})
export class AppModule {
  static with(parts: AppParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(parts.settings, parts.secrets),
        ObservabilityModule.with(parts.log, parts.redactor),
        AdminAuthModule,
        EventsModule,
        UpstreamModule.with(parts.upstreamLimits),
        AccountsModule.with(parts.store),
        LedgerModule.in(parts.directory.ledger),
        OAuthModule,
        PoolModule,
        MonitoringModule.in(parts.directory),
        ProxyModule,
        DashboardModule.from(parts.webRoot),
      ],
    };
  }
}
