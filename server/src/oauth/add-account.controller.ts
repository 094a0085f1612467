import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { addAccountSchema, type AddAccount, type AddAccountResult } from '../../contract/http/accounts.js';
import { AccountViews } from '../accounts/account-view.js';
import { AddAccountService } from './add-account.service.js';

/** `POST /api/accounts`. Here and not beside the other account routes, because the token is proven first. */
@Controller('api/accounts')
export class AddAccountController {
  constructor(
    private readonly accounts: AddAccountService,
    private readonly views: AccountViews,
  ) {}

  @Post()
  @HttpCode(200)
  async add(@Body({ schema: addAccountSchema }) request: AddAccount): Promise<AddAccountResult> {
    const { account, outcome } = await this.accounts.add(request);
    return { account: this.views.view(account), outcome };
  }
}
