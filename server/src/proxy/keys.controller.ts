import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import {
  newCallerKeySchema,
  type CallerKeyList,
  type CreatedCallerKey,
  type NewCallerKey,
} from '../../contract/http/keys.js';
import { CallerKeys } from './caller-keys.js';

/** The keys of callers: what there is, a new one, one less. */
@Controller('api/keys')
export class KeysController {
  constructor(private readonly keys: CallerKeys) {}

  @Get()
  list(): CallerKeyList {
    return { keys: [...this.keys.list()] };
  }

  /** The one answer that holds a key. */
  @Post()
  @Header('cache-control', 'no-store')
  create(@Body({ schema: newCallerKeySchema }) wanted: NewCallerKey): Promise<CreatedCallerKey> {
    return this.keys.issue(wanted);
  }

  @Delete(':id')
  @HttpCode(204)
  revoke(@Param('id') id: string): Promise<void> {
    return this.keys.revoke(id);
  }
}
