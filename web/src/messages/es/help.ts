import type { helpMessages as english } from '../en/help.js';

/** The help page, and `docs/invalid-grant.es.md`. */
export const helpMessages: typeof english = {
  help: {
    intro: 'Qué significa que Google rechace una autorización, por qué ocurre y cómo vuelve una cuenta al trabajo.',
    contents: 'En esta página',
    explain: '¿Qué es esto?',
    explainCause: 'Por qué ocurre y cómo se remedia',

    invalidGrant: {
      title: 'Qué significa `invalid_grant`',
      text: [
        'Una cuenta atiende con un token de acceso que vive cerca de una hora. Regrant lo renueva a tiempo con el token de actualización que Google entregó cuando el dueño inició sesión. Si Google contesta a esa renovación con `invalid_grant`, dice: este token de actualización ya no vale, y preguntar otra vez no lo cambiará.',
        'Regrant saca la cuenta del grupo al instante y escribe `disabled`, `disabled_at` y `disabled_reason` en su archivo, de modo que un reinicio no olvida nada. Las demás cuentas siguen; mientras alguna pueda atender, quien usa la pasarela no nota nada.',
        'Solo una renovación rechazada en el punto de emisión de tokens de Google desactiva una cuenta. Un fallo de red, un error de los servidores de Google, un límite o un secreto de cliente equivocado nunca lo hacen: o se pasan solos, o son cosa del cliente OAuth y no de la cuenta.',
      ],
    },

    causes: {
      title: 'Por qué ocurre y cómo se remedia',
      text: 'Google da la misma respuesta para casi todas las causas. Regrant deduce la más probable por la edad de la autorización, su historia y los indicios de la respuesta, y dice lo seguro que está.',
      why: 'Por qué',
      cure: 'Remedio',
      list: {
        revoked: {
          name: 'Revocada',
          why: 'El dueño quitó Regrant de las aplicaciones con acceso a la cuenta de Google, o se cambió la contraseña de la cuenta.',
          cure: 'Vuelve a iniciar sesión con esta cuenta.',
        },
        testing_expiry: {
          name: 'La aplicación está en «Prueba»',
          why: 'Mientras la pantalla de consentimiento de tu cliente OAuth esté en «Prueba» (Testing), Google termina cada autorización a los 7 días del inicio de sesión.',
          cure: 'Publica la aplicación en la consola de Google («En producción») y vuelve a iniciar sesión. Las autorizaciones anteriores conservan sus siete días.',
        },
        unused_six_months: {
          name: 'Seis meses sin uso',
          why: 'Google termina una autorización que nadie ha usado en seis meses, por ejemplo porque Regrant estaba parado.',
          cure: 'Vuelve a iniciar sesión con esta cuenta. Mientras Regrant está en marcha, mantiene en uso todas las autorizaciones.',
        },
        superseded: {
          name: 'Demasiadas autorizaciones más nuevas',
          why: 'Una cuenta de Google puede tener 100 autorizaciones vivas por cliente OAuth. Con una más, Google termina la más antigua sin avisar.',
          cure: 'Inicia sesión una vez con esta cuenta y, de ahora en adelante, solo una vez por máquina.',
        },
        session_control: {
          name: 'Control de sesiones',
          why: 'Un administrador de Google Workspace limita cuánto dura una sesión; la respuesta de Google contiene entonces `invalid_rapt`.',
          cure: 'Vuelve a iniciar sesión con esta cuenta. Para que no se repita, pide al administrador que marque esta aplicación como de confianza en el control de sesiones de Google Cloud.',
        },
        admin_policy: {
          name: 'Una norma del administrador',
          why: 'Un administrador de Google Workspace ya no permite esta aplicación, o uno de los permisos que tenía.',
          cure: 'Pide al administrador que permita el ID de cliente de la aplicación en los controles de API y vuelve a iniciar sesión con esta cuenta.',
        },
        time_limited: {
          name: 'Acceso por tiempo limitado',
          why: 'La autorización se dio por un tiempo limitado, y ese tiempo ha pasado.',
          cure: 'Vuelve a iniciar sesión con esta cuenta y elige un acceso duradero si Google da a elegir.',
        },
        account_gone: {
          name: 'La cuenta de Google ya no existe',
          why: 'La cuenta de Google se eliminó o se suspendió.',
          cure: 'Recupérala en Google y vuelve a iniciar sesión, o elimina la cuenta aquí.',
        },
        unknown: {
          name: 'Causa desconocida',
          why: 'Google ya no acepta el token de actualización y no da ningún indicio. Una cuenta que viene de otra herramienta suele llevar una autorización que pertenece al cliente OAuth de esa herramienta.',
          cure: 'Vuelve a iniciar sesión con esta cuenta, con un cliente OAuth tuyo.',
        },
      },
    },

    recover: {
      title: 'Recuperar una cuenta',
      steps: [
        'Elige «Volver a autorizar» junto a la cuenta. Añadirla de nuevo, iniciando sesión o con un token de actualización nuevo, hace lo mismo.',
        'Inicia sesión en Google como la misma persona y permite el acceso. De qué cuenta se trata lo decide el correo que devuelve Google.',
        'Con tokens nuevos, `disabled`, `disabled_at` y `disabled_reason` desaparecen solos y la cuenta atiende al instante: sin reinicios ni interruptores. La etiqueta, la prioridad y los demás ajustes se conservan.',
        'Para estar seguro, elige «Actualizar ahora» en la cuenta: renueva el token de acceso con el token de actualización nuevo.',
      ],
      trap: 'Cuidado con dar solo un token de acceso nuevo: la cuenta funciona un rato y vuelve a desactivarse en cuanto hace falta el token de actualización muerto.',
      noRefreshToken:
        'Si Google no entrega un token de actualización nuevo, quita Regrant de las aplicaciones con acceso a la cuenta de Google y vuelve a iniciar sesión.',
    },

    states: {
      title: '`disabled`, `proxy_disabled` y los demás estados',
      text: 'Cinco cosas pueden impedir que una cuenta atienda, y cada una termina a su manera. `disabled` no tiene interruptor a propósito: devolvería al grupo una cuenta muerta.',
      who: 'Lo decide',
      means: 'Significa',
      ends: 'Termina',
      list: {
        disabled: {
          name: 'Desactivada',
          who: 'Regrant, cuando se rechaza una renovación con `invalid_grant`.',
          means: 'La autorización está muerta; la cuenta ya no hace nada.',
          ends: 'Solo con tokens nuevos: iniciando sesión otra vez o con un token de actualización nuevo.',
        },
        proxy_disabled: {
          name: 'En pausa',
          who: 'Tú, para una cuenta o para varias, con un motivo.',
          means: 'La cuenta está sana y su autorización se mantiene viva, pero queda fuera del grupo.',
          ends: 'Con el mismo interruptor, «Reanudar».',
        },
        blocked: {
          name: 'Bloqueada',
          who: 'Regrant, cuando la respuesta de Google pide una persona.',
          means:
            'Google no atiende nada hasta que alguien actúe: verificar la cuenta, aceptar condiciones, habilitar una API o resolver la facturación.',
          ends: 'Cuando quitas el bloqueo o vuelves a iniciar sesión.',
        },
        protected: {
          name: 'Protegida',
          who: 'La protección de cuota, para modelos sueltos.',
          means: 'Queda poco del presupuesto de la cuenta para este modelo; sigue atendiendo los demás.',
          ends: 'Por sí sola, cuando vuelve el presupuesto.',
        },
        cooling: {
          name: 'En descanso',
          who: 'Regrant, tras un «demasiadas solicitudes» o errores de servidor repetidos.',
          means: 'Un breve descanso, para esta cuenta y este modelo.',
          ends: 'Por sí solo, al cabo de segundos o minutos.',
        },
      },
      order:
        'Cada vez que se carga el grupo se juzga primero `disabled`, luego los bloqueos y la protección de cuota, y después `proxy_disabled`. Una cuenta puede estar desactivada y en pausa a la vez: iniciar sesión termina lo primero, y solo tú terminas lo segundo.',
    },

    log: {
      title: 'Qué dice el registro',
      text: 'La historia de una autorización muerta se lee en el registro, línea a línea:',
    },
    source: 'La lista de motivos de Google',
  },
};
