import type { welcomeMessages as english } from '../en/welcome.js';

/** The first run: from nothing to an account that serves. */
export const welcomeMessages: typeof english = {
  welcome: {
    title: 'Te damos la bienvenida a Regrant',
    intro:
      'Cuatro pasos, y una de tus cuentas de Google contesta su primera solicitud. Puedes irte cuando quieras y volver.',
    steps: 'Pasos',
    step: (number: number, total: number) => `Paso ${number} de ${total}`,
    done: 'hecho',
    leave: 'Salir por ahora',
    next: 'Continuar',
    client: {
      title: 'Tu cliente OAuth',
      text: 'Google tiene que conocer esta instalación. Crea un cliente OAuth propio: unos cinco minutos y sin coste.',
      ready: 'El cliente OAuth está configurado.',
    },
    account: {
      title: 'La primera cuenta',
      text: 'Inicia sesión con la cuenta de Google que vaya a contestar las solicitudes. Google te pedirá permiso.',
      ready: (email: string) => `${email} ya puede atender.`,
      elsewhere: '¿No hay navegador en este equipo, o ya tienes un token de actualización?',
      waiting: 'La cuenta está, pero aún no puede atender. La página de cuentas dice por qué.',
    },
    key: {
      title: 'Una clave para tus programas',
      text: 'Los programas que usan la pasarela presentan una clave. Solo se ve esta vez: cópiala donde haga falta.',
      create: 'Crear una clave',
      name: 'Primera clave',
      value: 'Clave',
      failed: 'No se ha creado la clave',
      have: 'Ya tengo una clave',
      paste: 'Una clave que ya tienes',
    },
    request: {
      title: 'La primera solicitud',
      text: 'Una solicitud de verdad, como la enviarán tus programas: por la pasarela, con la clave y contestada por Google.',
      model: 'Modelo',
      prompt: 'Pregunta',
      samplePrompt: 'Saluda en una frase corta.',
      send: 'Enviar la solicitud',
      stop: 'Detener',
      answer: 'Respuesta',
      waiting: 'Esperando las primeras palabras…',
      nothing: 'La respuesta llegó vacía.',
      stopped: 'Detenida.',
      failed: 'La solicitud se quedó sin respuesta',
      proof: 'Funciona: una de tus cuentas ha contestado.',
    },
    finish: {
      title: 'Eso era todo',
      text: 'A partir de aquí, Regrant mantiene viva la autorización y te avisa cuando te necesite.',
      overview: 'Ir al resumen',
      connect: 'Configurar un programa',
      more: 'Añadir más cuentas',
    },
  },
};
