import { Body, Controller, Get, Header, HttpCode, Post } from '@nestjs/common';
import {
  sandboxActionSchema,
  type SandboxAction,
  type SandboxOutcome,
  type SandboxView,
} from '../../contract/http/sandbox.js';
import { SandboxConsole } from './sandbox-console.js';

/** `/api/sandbox`: the console of the sandbox, for the dashboard's page of that name. */
@Controller('api/sandbox')
export class SandboxController {
  constructor(private readonly sandbox: SandboxConsole) {}

  @Get()
  look(): Promise<SandboxView> {
    return this.sandbox.look();
  }

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  act(@Body({ schema: sandboxActionSchema }) action: SandboxAction): Promise<SandboxOutcome> {
    return this.sandbox.act(action);
  }
}
