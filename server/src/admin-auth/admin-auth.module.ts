import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AdminAuth } from './admin-auth.service.js';
import { AdminPassword } from './admin-password.js';
import { AdminGate } from './admin-gate.js';
import { AdminGuard } from './admin.guard.js';
import { AdminSessions } from './admin-sessions.js';
import { AllowedOrigins } from './allowed-origins.js';
import { Door } from './door.js';
import { SessionController } from './session.controller.js';
import { SessionsController } from './sessions.controller.js';

@Global()
@Module({
  controllers: [SessionController, SessionsController],
  providers: [
    AdminAuth,
    AdminGate,
    AdminPassword,
    AdminSessions,
    AllowedOrigins,
    Door,
    { provide: APP_GUARD, useClass: AdminGuard },
  ],
  exports: [AdminAuth, AdminGate, AdminPassword, AdminSessions, AllowedOrigins, Door],
})
export class AdminAuthModule {}
