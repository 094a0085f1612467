import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AdminAuth } from './admin-auth.service.js';
import { AdminGuard } from './admin.guard.js';
import { AdminSessions } from './admin-sessions.js';
import { AllowedOrigins } from './allowed-origins.js';
import { SessionController } from './session.controller.js';

@Global()
@Module({
  controllers: [SessionController],
  providers: [AdminAuth, AdminSessions, AllowedOrigins, { provide: APP_GUARD, useClass: AdminGuard }],
  exports: [AdminAuth, AdminSessions, AllowedOrigins],
})
export class AdminAuthModule {}
