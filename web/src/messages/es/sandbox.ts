import type { sandboxMessages as english } from '../en/sandbox.js';

/** The page of the sandbox. */
export const sandboxMessages: typeof english = {
  sandbox: {
    intro:
      'Aquí un suplente hace el papel de Google. Rompe un permiso y mira cómo Regrant se da cuenta; ninguna cuenta real sufre.',
    failed: 'El entorno de pruebas no lo hizo',
    grantsTitle: 'Quién ha dado acceso',
    grantsText:
      'Revocar es lo que se hace en la cuenta de Google: todo termina al instante. Caducar es cosa del tiempo: los tokens de acceso viven aún un rato.',
    noGrant: 'No queda ningún permiso vivo. Vuelve a autorizar la cuenta para darlo.',
    granted: 'Concedido',
    refreshable: 'se puede renovar',
    notRefreshable: 'token de renovación muerto',
    revoke: 'Revocar',
    revokeNamed: (email) => `Revocar el permiso de ${email}`,
    expire: 'Caducar',
    expireNamed: (email) => `Hacer caducar el permiso de ${email}`,
    faultTitle: 'Averías en el punto de tokens',
    faultText:
      'Lo que encuentra cada renovación hasta que elijas otra cosa. Solo un permiso rechazado puede deshabilitar una cuenta; nada más de aquí lo hace.',
    faults: {
      none: 'Ninguna: funciona',
      unavailable: '503 Servicio no disponible',
      too_many_requests: '429 Demasiadas solicitudes',
      captive_portal: 'Una página de acceso de la red',
      hang: 'Ninguna respuesta',
      reset: 'La conexión se rompe',
      invalid_rapt: 'invalid_grant: control de sesión (invalid_rapt)',
    },
    drill: {
      title: 'Simulacro de incendio',
      text: 'Deja morir el permiso de una cuenta y lo devuelve, con una solicitud real de por medio, y cronometra cada paso.',
      start: 'Empezar el simulacro',
      steps: {
        revoke: (email) => `${email} revoca el permiso`,
        disabled: () => 'La siguiente renovación se rechaza: cuenta deshabilitada por invalid_grant',
        event: () => 'Esta página lo sabe, contado desde la renovación',
        serves: () => 'Otra cuenta atiende una solicitud',
        regrant: (email) => `${email} vuelve a dar acceso`,
        reenabled: () => 'El nuevo token se prueba y se guarda: cuenta rehabilitada',
        back: () => 'Está lista para atender, contado desde el nuevo token',
      },
      done: 'Todo como debe ser.',
      failedAt: (reason) => `Se detuvo aquí: ${reason}`,
    },
  },
};
