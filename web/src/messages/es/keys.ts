import type { keysMessages as english } from '../en/keys.js';

/** Caller keys, and the rows of a model mapping. */
export const keysMessages: typeof english = {
  keys: {
    intro:
      'Los programas presentan una de estas claves con cada solicitud. La clave de administración es otra cosa y no abre ningún modelo.',
    create: 'Crear clave',
    createFirst: 'Crear la primera clave',
    loadFailed: 'No se pudieron cargar las claves',
    failed: 'No ha funcionado',
    empty: 'Aún no hay claves',
    emptyText:
      'Un programa necesita una clave para enviar solicitudes. Dale a cada uno la suya: así podrás retirar solo una.',
    environment: 'entorno',
    environmentText: 'Definida con REGRANT_API_KEY. Siempre funciona y solo se cambia allí.',
    allModels: 'Todos los modelos',
    onlyModels: 'Solo',
    limit: 'Límite',
    noLimit: 'ninguno',
    perMinute: (count) => (count === 1 ? '1 solicitud por minuto' : `${count} solicitudes por minuto`),
    lastUsed: 'Último uso',
    neverUsed: 'nunca',
    created: 'Creada',
    revoke: 'Revocar',
    revokeNamed: (name) => `Revocar ${name}`,
    revokeTitle: (name) => `¿Revocar ${name}?`,
    revokeText:
      'Los programas que usan esta clave serán rechazados desde ahora. No se puede recuperar; una clave nueva puede ocupar su lugar.',
    revokeConfirm: 'Revocar clave',
    keep: 'Conservarla',
    revoked: (name) => `${name} está revocada`,
    createTitle: 'Crear una clave',
    createText: 'Su valor se muestra una sola vez, justo después.',
    createdTitle: 'Esta es la clave',
    createdText: 'Cópiala ahora: Regrant solo guarda un resumen y no podrá mostrarla otra vez.',
    value: 'Clave de llamada',
    stored: 'La he guardado',
    cancel: 'Cancelar',
    name: 'Nombre',
    nameHelp: 'El programa o la persona que la usará.',
    models: 'Modelos permitidos (opcional)',
    modelsHelp: 'Nombres o patrones con *, separados por espacios. Vacío: todos los modelos.',
    perMinuteField: 'Solicitudes por minuto (opcional)',
    perMinuteHelp: 'Vacío: sin límite.',
    mapping: 'Asignación de modelos para esta clave',
    mappingHelp: 'Estas reglas van antes que las de los ajustes.',
    wrong: {
      name: 'Ponle un nombre de 1 a 100 caracteres visibles.',
      models: 'Los nombres de modelos llevan letras, cifras y . - _ : / @; * vale por cualquier cosa.',
      per_minute: 'Un número entero de 1 a 1.000.000, o nada.',
      mapping: 'Cada regla necesita un nombre pedido y un modelo al que preguntar en su lugar.',
    },
  },

  mapping: {
    from: 'Se pide',
    to: 'Se pregunta a',
    upstream: 'Dónde',
    asCalled: 'Como la API de quien llama',
    add: 'Añadir una regla',
    removeNamed: (from) => `Quitar la regla de ${from}`,
  },
};
