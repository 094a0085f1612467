import { All, Controller, Module, NotFoundException, type DynamicModule } from '@nestjs/common';
import { ServeStaticModule } from '@nestjs/serve-static';
import { Public } from './admin-auth/public.decorator.js';

/** Addresses below which a page of the dashboard would be a lie: what no route answers there does not exist. */
@Controller()
class NoSuchRouteController {
  @Public()
  @All(['api', 'api/*', 'assets/*', 'socket.io', 'socket.io/*', 'metrics/*'])
  refuse(): never {
    throw new NotFoundException();
  }
}

interface HeaderTarget {
  header?(name: string, value: string): unknown;
  setHeader?(name: string, value: string): unknown;
}

/** The build has compressed what is worth it; the copies are no addresses. Nest's types do not know the second one. */
const COMPRESSED_COPIES = { preCompressed: true, globIgnore: ['**/*.{br,gz}'] };

/** The built dashboard; every address that is nothing else is one of its pages. */
@Module({})
export class DashboardModule {
  static from(rootPath: string): DynamicModule {
    return {
      module: DashboardModule,
      controllers: [NoSuchRouteController],
      imports: [
        ServeStaticModule.forRoot({
          rootPath,
          renderPath: '/*',
          serveStaticOptions: {
            fallthrough: true,
            cacheControl: false,
            ...COMPRESSED_COPIES,
            setHeaders: (target: HeaderTarget, path: string) => {
              const value = /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
              (target.header ?? target.setHeader)?.call(target, 'cache-control', value);
            },
          },
        }),
      ],
    };
  }
}
