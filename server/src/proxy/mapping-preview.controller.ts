import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { mappingPreviewSchema, type MappedModels, type MappingPreview } from '../../contract/http/mapping-preview.js';
import { routeModel } from '../core/models/model-route.js';

/** Tries rules out before they are saved. */
@Controller('api/settings/mapping-preview')
export class MappingPreviewController {
  @Post()
  @HttpCode(200)
  preview(@Body({ schema: mappingPreviewSchema }) { mapping, models }: MappingPreview): MappedModels {
    return {
      routes: models.map((asked) => {
        const { model, family, upstream } = routeModel(asked, mapping);
        return { asked, model, family, upstream: family === 'claude' ? 'vertex' : (upstream ?? null) };
      }),
    };
  }
}
