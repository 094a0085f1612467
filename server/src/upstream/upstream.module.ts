import { Global, Module, type DynamicModule } from '@nestjs/common';
import { HttpUpstream } from './http-upstream.js';
import { UpstreamLimits } from './upstream-limits.js';

@Global()
@Module({})
export class UpstreamModule {
  static with(limits: UpstreamLimits): DynamicModule {
    return {
      module: UpstreamModule,
      providers: [{ provide: UpstreamLimits, useValue: limits }, HttpUpstream],
      exports: [HttpUpstream],
    };
  }
}
