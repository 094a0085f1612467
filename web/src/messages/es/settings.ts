import type { settingsMessages as english } from '../en/settings.js';

/** The settings page. */
export const settingsMessages: typeof english = {
  settings: {
    intro: 'Cada parte se guarda por sí sola y vale al instante; ninguna solicitud se interrumpe.',
    loadFailed: 'No se pudieron cargar los ajustes',
    save: 'Guardar',
    saveNamed: (part) => `Guardar: ${part}`,
    discard: 'Descartar cambios',
    discardNamed: (part) => `Descartar cambios: ${part}`,
    saved: 'Guardado y en vigor',
    notSaved: 'No se guardó',
    range: (minimum, maximum) => `Un número de ${minimum} a ${maximum}.`,

    scheduling: {
      title: 'Qué cuenta atiende',
      text: 'Cómo elige Regrant entre las cuentas que pueden atender una solicitud.',
      mode: 'Modo',
      modes: {
        balance: {
          label: 'Equilibrio (por defecto)',
          text: 'Una conversación sigue en su cuenta y se muda enseguida cuando esta tiene que descansar.',
        },
        cache_first: {
          label: 'Cachés calientes',
          text: 'Una conversación espera un momento a su propia cuenta, para aprovechar las cachés de prompts.',
        },
        performance_first: {
          label: 'La respuesta más rápida',
          text: 'Ninguna conversación queda atada: de dos cuentas, atiende la menos ocupada.',
        },
      },
      maxWait: 'Espera máxima a su cuenta, en segundos',
      maxWaitHelp: 'Para «Cachés calientes». Por defecto 10.',
      park: 'Esperar a que se devuelva un permiso, en segundos',
      parkHelp: 'Cuánto espera una solicitud que nadie puede atender antes de fallar. Por defecto 0.',
      concurrent: 'Solicitudes a la vez por cuenta',
      concurrentHelp: 'Vacío: sin límite, como por defecto.',
      fixed: 'Una cuenta para todo',
      fixedHelp: 'Atiende todo lo que puede; las demás solo entran cuando ella no puede.',
      noFixed: 'Ninguna (por defecto)',
    },

    models: {
      title: 'Asignación de modelos',
      text: 'A qué modelo se pregunta cuando alguien nombra uno. Los nombres exactos van antes que los patrones; lo que ninguna regla nombra va tal cual.',
      incomplete: 'Cada regla necesita un nombre pedido y un modelo al que preguntar en su lugar.',
      preview: 'Prueba nombres, separados por espacios',
      previewFailed: 'La vista previa no está disponible ahora.',
      goesTo: { gemini: 'en la API de Gemini', vertex: 'en Vertex AI', caller: 'en la API de quien llama' },
      background: 'Modelo para tareas de fondo',
      backgroundHelp: 'Títulos y resúmenes que los clientes piden de paso. Vacío: desactivado, como por defecto.',
      claude: 'Modelos Claude que se listan',
      claudeHelp: 'Vertex AI no da una lista; estos nombres aparecen en las listas de modelos.',
    },

    quota: {
      title: 'Protección de cuotas',
      text: 'Una cuenta que casi ha gastado una cuota descansa para ese modelo hasta que vuelva; las demás atienden.',
      enabled: 'Proteger las cuotas',
      enabledHelp: 'Desactivado por defecto. No toca cuentas en pausa ni deshabilitadas.',
      threshold: 'Descansar por debajo de, por ciento restante',
      thresholdHelp: 'Por defecto 10.',
      monitored: 'Modelos vigilados',
      monitoredHelp: 'Nombres o patrones con *, separados por espacios.',
      budgets: 'Presupuestos',
      budgetsHelp: 'Lo que Google dice al agotarse una cuota se aprende solo; un presupuesto puesto aquí va antes.',
      incomplete: 'Cada presupuesto necesita un modelo y al menos un número entero.',
      account: 'Cuenta',
      everyAccount: 'Todas las cuentas',
      model: 'Modelo o patrón',
      kinds: {
        requests_per_minute: 'Solicitudes por minuto',
        requests_per_day: 'Solicitudes por día',
        tokens_per_minute: 'Tokens por minuto',
        tokens_per_day: 'Tokens por día',
      },
      add: 'Añadir un presupuesto',
      removeNamed: (model) => `Quitar el presupuesto de ${model}`,
    },

    access: {
      title: 'Quién necesita una clave',
      text: 'Quien llama presenta una clave con cada solicitud. La dirección de salud queda abierta salvo con «En todas partes».',
      mode: 'Modo',
      modes: {
        all_except_health: {
          label: 'Todo menos salud (por defecto)',
          text: 'Toda solicitud necesita clave; /healthz y /readyz no.',
        },
        strict: { label: 'En todas partes', text: 'Las comprobaciones de salud también necesitan clave.' },
        auto: {
          label: 'Este equipo, sin clave',
          text: 'Los programas de este equipo no la necesitan; las páginas web sí. Una clave que se presente debe ser correcta.',
        },
        off: { label: 'Desactivado', text: 'Nadie necesita clave.' },
      },
      offWarning:
        'Cualquier programa que llegue a esta dirección, incluidas páginas web en este equipo, podrá usar tus cuentas.',
    },

    clients: {
      title: 'Clientes OAuth',
      text: 'Las cuentas inician sesión con uno de ellos y sus permisos le pertenecen.',
      none: 'Aún no hay ningún cliente configurado.',
      redirectUri: 'URI de redirección, para registrar en Google letra por letra',
      scopes: 'Ámbitos que se piden',
      testing:
        'Mientras la pantalla de consentimiento esté en «Prueba», Google termina cada permiso a los 7 días. Publica la aplicación en producción para conservarlos.',
      check: 'Comprobar los clientes',
      checkFailed: 'No se pudo hacer la comprobación',
      reachable: (milliseconds) => `El punto de tokens responde (${milliseconds} ms).`,
      unreachable: (reason) => `No se llega al punto de tokens${reason}. Revisa la red y el proxy.`,
      clockGood: 'El reloj de este equipo está bien.',
      clockAhead: (seconds) =>
        `El reloj de este equipo va ${seconds} s adelantado. Ponlo en hora, o los inicios de sesión pueden fallar.`,
      clockBehind: (seconds) =>
        `El reloj de este equipo va ${seconds} s atrasado. Ponlo en hora, o los inicios de sesión pueden fallar.`,
      verdict: {
        accepted: { label: 'Conocido', text: 'Google conoce este cliente y su secreto.' },
        refused: {
          label: 'Rechazado',
          text: 'Google no conoce este cliente, o el secreto no es correcto. Pega ambos otra vez.',
        },
        not_allowed: {
          label: 'No permitido',
          text: 'Google conoce este cliente, pero no le deja renovar tokens. Crea uno del tipo «Aplicación web».',
        },
        incomplete: { label: 'Incompleto', text: 'Falta el secreto del cliente.' },
        unclear: { label: 'Dudoso', text: 'No llegó una respuesta clara. Inténtalo en un minuto.' },
      },
      add: 'Añadir o sustituir un cliente',
      addText: 'El nombre une las cuentas a su cliente. Las cuentas nuevas inician sesión con «default».',
      key: 'Nombre',
      keyHelp: 'Minúsculas, cifras, - y _.',
    },

    retention: {
      title: 'Registro de solicitudes',
      text: 'Qué se pidió a quién, cuánto tardó y cuántos tokens usó, y lo que se dijo solo si lo pides. Lo más antiguo se va al llegar a cualquiera de los límites.',
      days: 'Días',
      daysHelp: 'Por defecto 30.',
      megabytes: 'Megabytes',
      megabytesHelp: 'Por defecto 512.',
      bodies: 'Guardar el comienzo de mensajes y respuestas',
      bodiesHelp:
        'Desactivado por defecto. Quedan en texto claro en la carpeta de datos y se muestran con cada solicitud.',
    },

    password: {
      title: 'Contraseña',
      text: 'Otra entrada además del enlace de inicio. Cambiarla cierra la sesión en todos los demás navegadores.',
      current: 'Contraseña actual o token de administración',
      currentHelp: 'Si aún no hay contraseña: el token de administración de secrets.json.',
      next: 'Contraseña nueva',
      again: 'Contraseña nueva, otra vez',
      tooShort: (length) => `Al menos ${length} caracteres.`,
      differs: 'Las dos no coinciden.',
      submit: 'Cambiar contraseña',
      changed: 'La contraseña está cambiada',
      failed: 'No se cambió la contraseña',
    },

    sessions: {
      title: 'Navegadores con sesión',
      text: 'Cierra la de uno que no conozcas; queda fuera en un segundo.',
      unknownBrowser: 'Navegador desconocido',
      current: 'este',
      lastSeen: 'Visto',
      ends: 'termina',
      end: 'Cerrar sesión',
      failed: 'No ha funcionado',
    },
  },
};
