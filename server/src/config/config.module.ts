import { Module, type DynamicModule } from '@nestjs/common';
import { SecretsStore } from './secrets.store.js';
import { SettingsService } from './settings.service.js';

/** Gives everybody the settings and secrets that were read before the application was built. */
@Module({})
export class ConfigModule {
  static with(settings: SettingsService, secrets: SecretsStore): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [
        { provide: SettingsService, useValue: settings },
        { provide: SecretsStore, useValue: secrets },
      ],
      exports: [SettingsService, SecretsStore],
    };
  }
}
