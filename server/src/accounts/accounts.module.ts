import { Module, type DynamicModule } from '@nestjs/common';
import { AccountStore } from '../core/ports/account-store.js';
import { AccountRegistry } from './account-registry.js';
import { AccountViews } from './account-view.js';
import { AccountsController } from './accounts.controller.js';
import { EnrolmentService } from './enrolment.service.js';
import { ExportController } from './export.controller.js';
import { HandRegrants } from './hand-regrants.js';
import { UnsavedChanges } from './unsaved-changes.js';

@Module({})
export class AccountsModule {
  static with(store: AccountStore): DynamicModule {
    return {
      module: AccountsModule,
      global: true,
      controllers: [AccountsController, ExportController],
      providers: [
        { provide: AccountStore, useValue: store },
        AccountRegistry,
        AccountViews,
        EnrolmentService,
        HandRegrants,
        UnsavedChanges,
      ],
      exports: [AccountRegistry, AccountStore, AccountViews, EnrolmentService, UnsavedChanges],
    };
  }
}
