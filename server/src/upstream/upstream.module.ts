import { Global, Module } from '@nestjs/common';
import { HttpUpstream } from './http-upstream.js';

@Global()
@Module({ providers: [HttpUpstream], exports: [HttpUpstream] })
export class UpstreamModule {}
