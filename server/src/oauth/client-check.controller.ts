import { Controller, HttpCode, Post } from '@nestjs/common';
import type { ClientCheck } from '../../contract/http/client-check.js';
import { ClientDoctor } from './client-doctor.js';

/** `POST /api/oauth/google/check`. No GET: it asks somebody else. */
@Controller('api/oauth/google/check')
export class ClientCheckController {
  constructor(private readonly doctor: ClientDoctor) {}

  @Post()
  @HttpCode(200)
  check(): Promise<ClientCheck> {
    return this.doctor.check();
  }
}
