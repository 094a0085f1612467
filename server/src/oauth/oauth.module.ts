import { Global, Module } from '@nestjs/common';
import { PassportModule } from '@nestjs/passport';
import { TokenEndpoint } from '../core/ports/token-endpoint.js';
import { Userinfo } from '../core/ports/userinfo.js';
import { AddAccountController } from './add-account.controller.js';
import { AddAccountService } from './add-account.service.js';
import { AdminOf } from './admin-of.js';
import { BoundedHttp } from './bounded-http.js';
import { ClientCheckController } from './client-check.controller.js';
import { ClientDoctor } from './client-doctor.js';
import { GoogleStrategy } from './google.strategy.js';
import { ImportController } from './import.controller.js';
import { ImportService } from './import.service.js';
import { OAuthClients } from './oauth-clients.js';
import { OAuthController } from './oauth.controller.js';
import { Oauth4webapiTokenEndpoint } from './oauth4webapi-token-endpoint.js';
import { ProviderAccesses } from './provider-access.js';
import { RefreshFlights } from './refresh-flights.js';
import { ResourceManager } from './resource-manager.js';
import { SandboxConsole } from './sandbox-console.js';
import { SandboxController } from './sandbox.controller.js';
import { SignInCookie } from './sign-in-cookie.js';
import { SignInDeparture } from './sign-in-departure.js';
import { SignInFlows } from './sign-in-flows.js';
import { SignInReturn } from './sign-in-return.js';
import { CallbackGuard, CompleteGuard, StartGuard } from './sign-in.guards.js';
import { SignInService } from './sign-in.service.js';
import { UserinfoClient } from './userinfo-client.js';

/** Everything that talks to the authorization server. */
@Global()
@Module({
  imports: [PassportModule],
  controllers: [ClientCheckController, OAuthController, AddAccountController, ImportController, SandboxController],
  providers: [
    AddAccountService,
    AdminOf,
    BoundedHttp,
    CallbackGuard,
    ClientDoctor,
    CompleteGuard,
    GoogleStrategy,
    ImportService,
    OAuthClients,
    ProviderAccesses,
    RefreshFlights,
    ResourceManager,
    SandboxConsole,
    SignInCookie,
    SignInDeparture,
    SignInFlows,
    SignInReturn,
    SignInService,
    StartGuard,
    { provide: TokenEndpoint, useClass: Oauth4webapiTokenEndpoint },
    { provide: Userinfo, useClass: UserinfoClient },
  ],
  exports: [AddAccountService, OAuthClients, RefreshFlights, ResourceManager, TokenEndpoint, Userinfo],
})
export class OAuthModule {}
