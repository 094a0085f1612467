import type { connectMessages as english } from '../en/connect.js';

/** The connect page: a key, set-ups to paste, and a request to try. */
export const connectMessages: typeof english = {
  connect: {
    intro: 'Dirige un programa a Regrant: dos valores, su dirección base y una clave.',
    address: 'Dirección de la pasarela',
    keyTitle: 'Una clave',
    keyText:
      'Cada programa presenta una clave. Crea aquí una para él o pega una que tengas: se rellena más abajo y no va a ningún otro sitio.',
    newKey: 'Nombre del programa',
    newKeyPlaceholder: 'Editor de mi portátil',
    makeKey: 'Crear una clave',
    makeFailed: 'No se pudo crear la clave',
    haveKey: 'O una clave que ya tengas',
    madeKey: 'Tu nueva clave',
    madeKeyText:
      'Solo se muestra esta vez. Cópiala ahora, o pega la configuración de abajo antes de salir de esta página.',
    otherKey: 'Usar otra clave',
    placeholderKey: 'tu-clave-de-regrant',
    programTitle: 'Configurar un programa',
    program: 'Programa',
    way: 'Con',
    file: (name) => `En ${name}`,
    terminal: 'En una terminal o en su archivo de inicio',
    code: 'En tu programa',
    fields: 'En los ajustes del programa',
    copyCode: (place) => `Copiar: ${place}`,
    notes: {
      'claude-code':
        'Los modelos Claude los sirve Vertex AI desde el proyecto de Google Cloud de la cuenta. Para usar Gemini con los nombres de Claude, añade una asignación de modelos en los ajustes.',
      'codex-cli': 'El archivo solo nombra la variable; la clave en sí se queda en el entorno.',
      'gemini-cli': 'Inícialo con la clave de API como forma de acceso; /auth la cambia.',
      opencode: 'El mismo archivo puede estar en un proyecto como opencode.json.',
      antigravity:
        'Antigravity pide una dirección HTTPS: pon un proxy TLS delante de Regrant e indica aquí su dirección.',
      'cherry-studio': 'Ajustes, Model Provider, Add. Después, Manage muestra los modelos.',
    },
    tryTitle: 'Pruébalo',
    tryText:
      'Envía una solicitud real por la pasarela, como lo haría un programa, y muestra qué cuenta la atendió y por qué.',
    needsKey: 'Primero crea o pega una clave.',
    wire: 'Protocolo',
    model: 'Modelo',
    modelsFailed: 'No se pudieron listar los modelos',
    prompt: 'Mensaje',
    promptPlaceholder: 'Saluda en cinco idiomas.',
    send: 'Enviar',
    stop: 'Detener',
    answer: 'Respuesta',
    answerEmpty: 'La respuesta llegó vacía.',
    stopped: 'Detenido.',
    sendFailed: 'La solicitud falló',
    refused: (status) => `Código de respuesta ${status}`,
    explained: 'Cómo fue',
    openRequest: 'Abrir en solicitudes',
  },
};
