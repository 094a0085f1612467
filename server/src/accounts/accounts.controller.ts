import { Body, Controller, Delete, Get, HttpCode, Param, Patch } from '@nestjs/common';
import {
  patchAccountSchema,
  type AccountList,
  type AccountView,
  type PatchAccount,
} from '../../contract/http/accounts.js';
import { clearBlocked, pause, relabel, resume, setPriority, setProject } from '../core/accounts/changes.js';
import type { FieldEdit } from '../core/accounts/document.js';
import { AccountNotFoundError } from '../core/errors/account-errors.js';
import { Clock, unixSeconds } from '../core/ports/clock.js';
import { AccountRegistry } from './account-registry.js';
import { AccountViews } from './account-view.js';

/** The accounts, and what a person changes of them. Tokens come in through the sign-in and `POST /api/accounts`. */
@Controller('api/accounts')
export class AccountsController {
  constructor(
    private readonly registry: AccountRegistry,
    private readonly views: AccountViews,
    private readonly clock: Clock,
  ) {}

  @Get()
  list(): AccountList {
    return { accounts: this.views.all() };
  }

  @Get(':id')
  one(@Param('id') id: string): AccountView {
    const view = this.views.find(id);
    if (!view) throw new AccountNotFoundError(id);
    return view;
  }

  @Patch(':id')
  async patch(
    @Param('id') id: string,
    @Body({ schema: patchAccountSchema }) patch: PatchAccount,
  ): Promise<AccountView> {
    const edits = editsOf(patch, unixSeconds(this.clock));
    const { account } = await this.registry.commit(id, () => edits, 'admin');
    return this.views.view(account);
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Param('id') id: string): Promise<void> {
    return this.registry.remove(id, 'admin');
  }
}

function editsOf(patch: PatchAccount, at: number): readonly FieldEdit[] {
  return [
    ...(patch.proxy_disabled === true ? pause(patch.proxy_disabled_reason ?? null, at) : []),
    ...(patch.proxy_disabled === false ? resume() : []),
    ...(patch.custom_label === undefined ? [] : relabel(patch.custom_label)),
    ...(patch.project_id === undefined ? [] : setProject(patch.project_id)),
    ...(patch.priority === undefined ? [] : setPriority(patch.priority)),
    ...(patch.blocked === false ? clearBlocked() : []),
  ];
}
