import { Module, type DynamicModule } from '@nestjs/common';
import { GrantLifetimes } from './grant-lifetimes.js';
import { LedgerController } from './ledger.controller.js';
import { Ledger, LedgerFolder } from './ledger.js';

/** The history of every grant. */
@Module({})
export class LedgerModule {
  /** @param folder  absolute path of the folder that holds it */
  static in(folder: string): DynamicModule {
    return {
      module: LedgerModule,
      global: true,
      controllers: [LedgerController],
      providers: [{ provide: LedgerFolder, useValue: { path: folder } }, Ledger, GrantLifetimes],
      exports: [Ledger, GrantLifetimes],
    };
  }
}
