import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const PUBLIC_ROUTE = 'regrant:public';

/** A route that needs no admin right. Host and origin are checked all the same. */
export const Public = (): CustomDecorator => SetMetadata(PUBLIC_ROUTE, true);
