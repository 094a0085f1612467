import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { importSchema, type ImportAnswer, type ImportRequest } from '../../contract/http/import.js';
import { ImportService } from './import.service.js';

/** `POST /api/accounts/import`. Beside `POST /api/accounts`, because every token is proven first. */
@Controller('api/accounts/import')
export class ImportController {
  constructor(private readonly imports: ImportService) {}

  @Post()
  @HttpCode(200)
  async import(@Body({ schema: importSchema }) request: ImportRequest): Promise<ImportAnswer> {
    return { results: await this.imports.import(request) };
  }
}
