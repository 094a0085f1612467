import { Module } from '@nestjs/common';
import { CallerKeys } from './caller-keys.js';
import { Drain } from './drain.js';
import { HealthController } from './health.controller.js';
import { KeysController } from './keys.controller.js';
import { MappingPreviewController } from './mapping-preview.controller.js';
import { ProxyRoutes } from './proxy-routes.js';
import { RequestHandler } from './request-handler.js';
import { SettingsController } from './settings.controller.js';

@Module({
  controllers: [HealthController, KeysController, MappingPreviewController, SettingsController],
  providers: [CallerKeys, Drain, ProxyRoutes, RequestHandler],
  exports: [CallerKeys, Drain, ProxyRoutes],
})
export class ProxyModule {}
