import type { problemsMessages as english } from '../en/problems.js';

/** Lo que el servidor rechaza, por código. */
export const problemsMessages: typeof english = {
  problems: {
    'request.malformed': { detail: 'No se pudo leer la solicitud.', hint: 'Recarga la página e inténtalo otra vez.' },
    'request.invalid': { detail: 'Hay algo que no sirve tal como está.', hint: 'Corrígelo e inténtalo otra vez.' },
    'request.too_large': {
      detail: 'Es más de lo que Regrant acepta de una vez.',
      hint: 'Envía menos, o en varias partes.',
    },
    'request.unsupported_media_type': { detail: 'Lo que se envió no es JSON.', hint: 'Envíalo como JSON.' },
    'request.not_found': {
      detail: 'Esta solicitud ya no está en el registro.',
      hint: 'Los ajustes dicen cuánto tiempo se guardan las solicitudes.',
    },
    'route.not_found': {
      detail: 'No hay nada en esta dirección.',
      hint: 'Recarga la página; puede ser de otra versión que el servidor.',
    },
    'route.method_not_allowed': {
      detail: 'Eso no se puede hacer en esta dirección.',
      hint: 'Recarga la página; puede ser de otra versión que el servidor.',
    },
    'auth.required': {
      detail: 'No has iniciado sesión.',
      hint: 'Abre el enlace de inicio de sesión que Regrant mostró al arrancar.',
    },
    'auth.rejected': {
      detail: 'No es correcto, o el enlace ya se había usado.',
      hint: 'Reinicia Regrant para obtener otro enlace, o usa el token de administración de secrets.json.',
    },
    'auth.origin_refused': {
      detail: 'La solicitud venía de otra página que no es el panel.',
      hint: 'Usa el panel en su propia dirección.',
    },
    'auth.host_refused': {
      detail: 'La solicitud llegó con un nombre de host que no es el de Regrant.',
      hint: 'Usa http://localhost con el puerto de Regrant, o define REGRANT_PUBLIC_URL.',
    },
    'auth.slow_down': {
      detail: 'Se están probando demasiadas contraseñas.',
      hint: 'Inténtalo dentro de un momento. El token de administración y el enlace de inicio de sesión funcionan siempre.',
    },
    'auth.password_fixed': {
      detail: 'La contraseña viene de REGRANT_ADMIN_PASSWORD.',
      hint: 'Cámbiala allí y reinicia Regrant.',
    },
    'session.not_found': { detail: 'Esa sesión ya no existe.', hint: 'Ha terminado; no hay nada más que hacer.' },
    'caller.key_missing': {
      detail: 'La solicitud no traía ninguna clave.',
      hint: 'Envía una clave de Regrant; comprueba que el programa no haya dejado la suya vacía.',
    },
    'caller.key_rejected': {
      detail: 'Regrant no ha creado esa clave.',
      hint: 'Crea una aquí, o usa la de REGRANT_API_KEY; las claves de Google no sirven.',
    },
    'caller.key_conflict': {
      detail: 'En una misma solicitud venían dos claves distintas.',
      hint: 'Envía la clave en un solo sitio.',
    },
    'caller.rate_limited': {
      detail: 'La clave ha hecho todas las solicitudes que puede hacer en un minuto.',
      hint: 'Espera un momento, o sube el límite de la clave.',
    },
    'caller.model_refused': {
      detail: 'La clave no permite este modelo.',
      hint: 'Elige un modelo que permita, o usa otra clave.',
    },
    'caller.key_not_found': { detail: 'Esa clave ya no existe.', hint: 'Puede que se haya revocado.' },
    'caller.key_fixed': {
      detail: 'Esta clave viene de REGRANT_API_KEY.',
      hint: 'Cámbiala o quítala allí y reinicia Regrant.',
    },
    'caller.key_limit': {
      detail: 'Ya hay tantas claves como Regrant puede guardar.',
      hint: 'Revoca una que no se use.',
    },
    'account.not_found': { detail: 'Esa cuenta no existe.', hint: 'Puede que se haya eliminado.' },
    'account.unreadable': {
      detail: 'No se puede leer el archivo de la cuenta.',
      hint: 'Repara el archivo en la carpeta de datos; hay una copia en quarantine/.',
    },
    'account.disabled': {
      detail: 'Esta cuenta está desactivada: su autorización está muerta.',
      hint: 'Vuelve a iniciar sesión con esta cuenta.',
    },
    'account.identity_conflict': {
      detail: 'Este correo está registrado con otra identidad de Google.',
      hint: 'Si el correo tiene otro dueño, elimina primero la cuenta antigua y añádela de nuevo.',
    },
    'grant.refresh_rejected': {
      detail: 'Google rechazó el token de actualización (invalid_grant); no se ha cambiado nada.',
      hint: 'Inicia sesión con Google. El token de otra herramienta solo funciona con el cliente OAuth de esa herramienta.',
    },
    'grant.refresh_unavailable': {
      detail:
        'Google no dio un veredicto sobre el token de actualización: sin conexión, sobrecarga o una respuesta sin sentido.',
      hint: 'Comprueba la conexión con Google e inténtalo dentro de un momento.',
    },
    'grant.issued_to_other_client': {
      detail: 'El token de actualización se emitió para otro cliente OAuth.',
      hint: 'Inicia sesión aquí con Google, o configura el cliente para el que se emitió el token.',
    },
    'projects.refused': {
      detail: 'Google no da la lista de proyectos de esta cuenta.',
      hint: 'Escribe el ID del proyecto. Para elegirlo de una lista, vuelve a iniciar sesión y permite el acceso a Google Cloud.',
    },
    'projects.api_disabled': {
      detail: 'La API Cloud Resource Manager está apagada en el proyecto del cliente OAuth.',
      hint: 'Actívala en la página de Google e inténtalo dentro de un minuto, o escribe el ID del proyecto.',
    },
    'projects.unavailable': {
      detail: 'No se pudo obtener la lista de proyectos: Google no respondió nada que sirva.',
      hint: 'Inténtalo dentro de un momento, o escribe el ID del proyecto.',
    },
    'oauth_client.missing': {
      detail: 'No hay ningún cliente OAuth configurado.',
      hint: 'La configuración muestra cómo crear uno.',
    },
    'oauth_client.misconfigured': {
      detail: 'Google rechaza el cliente OAuth.',
      hint: 'Compara el ID y el secreto del cliente con la consola de Google.',
    },
    'oauth.denied': {
      detail: 'No se permitió el acceso en la página de Google. No se ha cambiado nada.',
      hint: 'Empieza de nuevo y permítelo.',
    },
    'oauth.state_rejected': {
      detail: 'Esta respuesta no pertenece a ningún inicio de sesión que espere aquí.',
      hint: 'Empiézalo de nuevo aquí y termínalo en el mismo navegador antes de diez minutos.',
    },
    'oauth.exchange_failed': {
      detail: 'Google no aceptó el intercambio. No se ha cambiado ninguna cuenta.',
      hint: 'Revisa el ID, el secreto y la URI de redirección en la configuración y vuelve a iniciar sesión.',
    },
    'oauth.userinfo_failed': {
      detail: 'Google no dijo quién había iniciado sesión.',
      hint: 'Inténtalo dentro de un momento. Si continúa, quizá no se permitió el acceso al correo.',
    },
    'oauth.email_unverified': {
      detail: 'El correo de esta cuenta de Google no está verificado.',
      hint: 'Verifícalo primero en Google.',
    },
    'oauth.refresh_token_missing': {
      detail: 'Google no dio un token de actualización.',
      hint: 'Quita Regrant del «Acceso de terceros» de la cuenta de Google y vuelve a iniciar sesión.',
    },
    'oauth.scope_missing': {
      detail: 'No se marcaron todas las casillas en la página de Google.',
      hint: 'Vuelve a iniciar sesión y permítelas todas.',
    },
    'oauth.flow_unknown': { detail: 'Este inicio de sesión ya terminó.', hint: 'Empieza otro.' },
    'pool.reauth_required': {
      detail: 'Ninguna cuenta puede atender: todas necesitan a una persona.',
      hint: 'Vuelve a autorizar o reanuda alguna.',
    },
    'pool.empty': { detail: 'No hay ninguna cuenta registrada.', hint: 'Añade una cuenta de Google.' },
    'pool.exhausted': {
      detail: 'Ninguna cuenta puede atender ahora mismo.',
      hint: 'Inténtalo dentro de un momento.',
    },
    'pool.cooling': {
      detail: 'La cuota de todas las cuentas para este modelo está agotada por ahora.',
      hint: 'Espera un rato, añade una cuenta o usa otro modelo.',
    },
    'pool.project_missing': {
      detail: 'Ninguna cuenta que pueda atender indica un proyecto de Google Cloud, y Vertex AI lo necesita.',
      hint: 'Dale su proyecto a una cuenta, o define REGRANT_PROJECT_ID.',
    },
    'upstream.unreachable': {
      detail: 'No se pudo conectar con la API de Google.',
      hint: 'Comprueba la red, y las direcciones si se cambiaron.',
    },
    'upstream.timeout': {
      detail: 'La API de Google tardó demasiado en responder.',
      hint: 'Inténtalo otra vez, o con una solicitud más pequeña.',
    },
    'upstream.rejected': {
      detail: 'La API de Google rechazó la solicitud.',
      hint: 'Casi siempre es el nombre del modelo, el proyecto o un parámetro.',
    },
    'upstream.invalid_answer': {
      detail: 'La API de Google se interrumpió, o envió algo que no es una respuesta.',
      hint: 'Inténtalo otra vez.',
    },
    'settings.invalid': { detail: 'Hay un ajuste que no se puede usar.', hint: 'Corrige lo que se nombra.' },
    'storage.failed': {
      detail: 'El disco se negó.',
      hint: 'Mira el espacio libre y los permisos; lo que no se pudo escribir se reintenta solo.',
    },
    'storage.locked': {
      detail: 'Otro Regrant usa esta carpeta de datos.',
      hint: 'Deténlo, o dale a este una carpeta propia.',
    },
    'storage.unwritable': {
      detail: 'En la carpeta de datos no se puede guardar nada.',
      hint: 'Dale al usuario que ejecuta Regrant una carpeta que sea suya.',
    },
    'encryption.key_required': {
      detail: 'Los tokens están cifrados aquí, y Regrant no tiene la clave.',
      hint: 'Arráncalo con la frase o el archivo de clave que se usaba antes.',
    },
    'encryption.key_rejected': {
      detail: 'La frase o el archivo de clave no es el que se usaba antes.',
      hint: 'Arranca Regrant con el correcto.',
    },
    'encryption.unusable': {
      detail: 'No se puede abrir lo cifrado: encryption.json falta o está dañado.',
      hint: 'Recupéralo de una copia de seguridad.',
    },
    'server.port_in_use': {
      detail: 'Otro programa escucha en este puerto.',
      hint: 'Deténlo, o elige otro puerto.',
    },
    'server.draining': { detail: 'Regrant está a punto de parar.', hint: 'Inténtalo cuando haya vuelto a arrancar.' },
    'server.busy': {
      detail: 'Las solicitudes grandes en curso ocupan toda la memoria permitida.',
      hint: 'Inténtalo dentro de un momento.',
    },
    'server.internal': {
      detail: 'Regrant no pudo hacerlo.',
      hint: 'Mira su registro; volver a intentarlo no hace daño.',
    },
  },
};
