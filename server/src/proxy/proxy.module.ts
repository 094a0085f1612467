import { Module } from '@nestjs/common';
import { CallerKeys } from './caller-keys.js';
import { Drain } from './drain.js';
import { HealthController } from './health.controller.js';
import { ProxyRoutes } from './proxy-routes.js';
import { SettingsController } from './settings.controller.js';

@Module({
  controllers: [HealthController, SettingsController],
  providers: [CallerKeys, Drain, ProxyRoutes],
  exports: [CallerKeys, Drain, ProxyRoutes],
})
export class ProxyModule {}
