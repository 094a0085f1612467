import { Body, Controller, Get, HttpCode, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  completeSignInSchema,
  confirmSignInSchema,
  startSignInSchema,
  type CompletedSignIn,
  type PendingPerson,
  type StartedSignIn,
} from '../../contract/http/oauth.js';
import { AccountViews } from '../accounts/account-view.js';
import type { EnrolmentResult } from '../accounts/enrolment.service.js';
import { Public } from '../admin-auth/public.decorator.js';
import { StateRejectedError } from '../core/errors/oauth-errors.js';
import { RegrantError } from '../core/errors/regrant-error.js';
import { UnexpectedError } from '../core/errors/unexpected-error.js';
import { Log } from '../observability/logger.js';
import { AdminOf } from './admin-of.js';
import { SignInCookie } from './sign-in-cookie.js';
import { CallbackGuard, CompleteGuard, StartGuard } from './sign-in.guards.js';
import { pageOf, strayPage, type SignInOutcomeReport } from './sign-in-outcome.js';
import { SignInService } from './sign-in.service.js';
import { tripOf, type Trip } from './trips.js';

/** Signing in with Google: in this browser, or with an address pasted from another one. */
@Controller('api/oauth/google')
export class OAuthController {
  constructor(
    private readonly signIn: SignInService,
    private readonly cookie: SignInCookie,
    private readonly adminOf: AdminOf,
    private readonly views: AccountViews,
    private readonly log: Log,
  ) {}

  @UseGuards(StartGuard)
  @Get('start')
  start(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const trip = tripOf(request);
    if (trip.kind !== 'leaving') {
      this.#lead(reply, pageOf(trip.kind === 'failed' ? this.#failed(trip.error) : { kind: 'repeated' }));
      return;
    }
    this.cookie.write(reply, trip.flow.browser);
    void secretFree(reply).redirect(trip.authorizationUrl, 302);
  }

  /** The same for a browser on another machine: whoever opens the address pastes the one it ends on. */
  @UseGuards(StartGuard)
  @Post('start')
  @HttpCode(200)
  startElsewhere(
    @Body({ schema: startSignInSchema }) _body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): StartedSignIn {
    const trip = tripOf(request);
    if (trip.kind === 'failed') throw trip.error;
    if (trip.kind !== 'leaving') throw new Error(`A start ended as ${trip.kind}`);
    this.cookie.write(secretFree(reply), trip.flow.browser);
    return { url: trip.authorizationUrl };
  }

  @Public()
  @UseGuards(CallbackGuard)
  @Get('callback')
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const report = await this.#settle(tripOf(request));
    if (report.kind === 'failed' && report.error instanceof StateRejectedError) {
      void secretFree(reply).status(400).type('text/html; charset=utf-8').send(strayPage(report.error));
      return;
    }
    this.#lead(reply, pageOf(report));
  }

  @UseGuards(CompleteGuard)
  @Post('complete')
  @HttpCode(200)
  async complete(
    @Body({ schema: completeSignInSchema }) _body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CompletedSignIn> {
    secretFree(reply);
    const report = await this.#settle(tripOf(request));
    if (report.kind === 'failed') throw report.error;
    if (report.kind === 'repeated')
      throw new StateRejectedError('This address was used already; the accounts show how it ended.');
    if (report.kind === 'other-person') return { outcome: 'other_person', flow: report.flow, ...report.person };
    return this.#enrolled(report);
  }

  @Get('flows/:flow')
  pending(@Param('flow') flow: string, @Req() request: FastifyRequest): PendingPerson {
    return this.signIn.pending(flow, this.adminOf.of(request));
  }

  @Post('confirm')
  @HttpCode(200)
  async confirm(
    @Body({ schema: confirmSignInSchema }) { flow }: { readonly flow: string },
    @Req() request: FastifyRequest,
  ): Promise<CompletedSignIn> {
    return this.#enrolled(await this.signIn.confirm(flow, this.adminOf.of(request)));
  }

  async #settle(trip: Trip): Promise<SignInOutcomeReport> {
    if (trip.kind === 'leaving') throw new Error('A callback ended as a start');
    if (trip.kind === 'repeated') return trip;
    if (trip.kind === 'failed') return this.#failed(trip.error);
    try {
      return await this.signIn.settle(trip.flow, trip.signedIn);
    } catch (error) {
      return this.#failed(error);
    }
  }

  #failed(error: unknown): SignInOutcomeReport {
    const known = error instanceof RegrantError ? error : new UnexpectedError(error);
    if (known instanceof UnexpectedError) this.log.error(known);
    // Strays are nobody's failure: whoever can reach the callback could fill the log with them.
    else if (known instanceof StateRejectedError) this.log.debug(`Sign-in refused: ${known.message}`);
    else this.log.warn(`Sign-in failed: ${known.message}`, { code: known.code, ...known.details });
    return { kind: 'failed', error: known };
  }

  #enrolled({ outcome, account, warning }: EnrolmentResult): CompletedSignIn {
    return { outcome, account: this.views.view(account), ...(warning ? { warning } : {}) };
  }

  /** 303: whatever the method was, the page is fetched with GET, and the address with the code is not kept. */
  #lead(reply: FastifyReply, page: string): void {
    void secretFree(reply).redirect(page, 303);
  }
}

/** Addresses on this way carry codes and states: nothing may keep them or pass them on. */
const secretFree = (reply: FastifyReply): FastifyReply =>
  reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
