import type { settingsMessages as english } from '../en/settings.js';

/** The settings page. */
export const settingsMessages: typeof english = {
  settings: {
    intro: '부분마다 따로 저장되고 바로 적용됩니다. 진행 중인 요청은 끊기지 않습니다.',
    loadFailed: '설정을 불러오지 못했습니다',
    save: '저장',
    saveNamed: (part) => `저장: ${part}`,
    discard: '변경 취소',
    discardNamed: (part) => `변경 취소: ${part}`,
    saved: '저장했고 바로 적용됩니다',
    notSaved: '저장되지 않았습니다',
    range: (minimum, maximum) => `${minimum}에서 ${maximum} 사이의 숫자.`,

    scheduling: {
      title: '어느 계정이 처리하는가',
      text: '요청을 처리할 수 있는 계정 가운데 Regrant가 고르는 방법입니다.',
      mode: '방식',
      modes: {
        balance: {
          label: '균형 (기본값)',
          text: '대화는 한 계정에 머물다가, 그 계정이 쉬어야 하면 바로 옮깁니다.',
        },
        cache_first: {
          label: '캐시 우선',
          text: '프롬프트 캐시를 쓰도록, 대화가 자기 계정을 잠시 기다립니다.',
        },
        performance_first: {
          label: '가장 빠른 응답',
          text: '대화를 묶어 두지 않고, 두 계정 가운데 덜 바쁜 쪽이 처리합니다.',
        },
      },
      maxWait: '자기 계정을 기다리는 최대 시간(초)',
      maxWaitHelp: '“캐시 우선”에 쓰입니다. 기본값 10.',
      park: '권한이 돌아오기를 기다리는 시간(초)',
      parkHelp: '아무도 처리할 수 없는 요청이 실패하기 전까지 기다리는 시간입니다. 기본값 0.',
      concurrent: '계정마다 동시에 처리할 요청 수',
      concurrentHelp: '비우면 제한이 없습니다(기본값).',
      fixed: '모든 요청을 맡을 계정 하나',
      fixedHelp: '할 수 있는 것은 모두 처리하고, 못 할 때만 다른 계정이 나섭니다.',
      noFixed: '없음 (기본값)',
    },

    models: {
      title: '모델 매핑',
      text: '호출자가 모델 이름을 대면 어떤 모델을 부를지 정합니다. 정확한 이름이 패턴보다 먼저이고, 규칙이 없으면 그대로 갑니다.',
      incomplete: '규칙마다 요청된 이름과 대신 부를 모델이 필요합니다.',
      preview: '이름을 공백으로 나누어 시험해 보세요',
      previewFailed: '지금은 미리 볼 수 없습니다.',
      goesTo: { gemini: 'Gemini API로', vertex: 'Vertex AI로', caller: '호출한 API로' },
      background: '백그라운드 작업용 모델',
      backgroundHelp: '클라이언트가 곁들여 요청하는 제목과 요약에 씁니다. 비우면 끔(기본값).',
      claude: '목록에 넣을 Claude 모델',
      claudeHelp: 'Vertex AI는 목록을 주지 않으므로, 이 이름들이 모델 목록에 나타납니다.',
    },

    quota: {
      title: '할당량 보호',
      text: '할당량을 거의 다 쓴 계정은 돌아올 때까지 그 모델에서 쉬고, 다른 계정이 처리합니다.',
      enabled: '할당량 보호하기',
      enabledHelp: '기본값은 끔입니다. 일시 중지되거나 비활성화된 계정은 건드리지 않습니다.',
      threshold: '이보다 적게 남으면 쉬기(%)',
      thresholdHelp: '기본값 10.',
      monitored: '지켜볼 모델',
      monitoredHelp: '이름이나 *가 든 패턴을 공백으로 나누어 적으세요.',
      budgets: '예산',
      budgetsHelp: '할당량이 바닥났을 때 Google이 알려 주는 값은 저절로 기억합니다. 여기서 정한 예산이 먼저입니다.',
      incomplete: '예산마다 모델과 정수 하나 이상이 필요합니다.',
      account: '계정',
      everyAccount: '모든 계정',
      model: '모델 또는 패턴',
      kinds: {
        requests_per_minute: '분당 요청',
        requests_per_day: '하루 요청',
        tokens_per_minute: '분당 토큰',
        tokens_per_day: '하루 토큰',
      },
      add: '예산 추가',
      removeNamed: (model) => `${model} 예산 삭제`,
    },

    access: {
      title: '누가 키가 필요한가',
      text: '호출자는 요청마다 키를 제시합니다. 상태 확인 주소는 “모든 곳”을 고르지 않는 한 열려 있습니다.',
      mode: '방식',
      modes: {
        all_except_health: {
          label: '상태 확인만 빼고 (기본값)',
          text: '모든 요청에 키가 필요하며, /healthz와 /readyz는 예외입니다.',
        },
        strict: { label: '모든 곳', text: '상태 확인에도 키가 필요합니다.' },
        auto: {
          label: '이 컴퓨터는 키 없이',
          text: '이 컴퓨터의 프로그램은 키가 필요 없고 웹 페이지는 필요합니다. 제시한 키는 맞아야 합니다.',
        },
        off: { label: '끔', text: '아무도 키가 필요 없습니다.' },
      },
      offWarning: '그러면 이 컴퓨터의 웹 페이지를 포함해 이 주소에 닿는 모든 프로그램이 당신의 계정을 쓸 수 있습니다.',
    },

    clients: {
      title: 'OAuth 클라이언트',
      text: '계정은 이 가운데 하나로 로그인하며, 권한은 그 클라이언트에 속합니다.',
      none: '아직 설정된 클라이언트가 없습니다.',
      redirectUri: 'Google에 글자 그대로 등록할 리디렉션 URI',
      scopes: '요청하는 범위',
      testing:
        '동의 화면이 “테스트” 상태이면 Google이 권한을 7일마다 끝냅니다. 계속 쓰려면 앱을 프로덕션으로 게시하세요.',
      check: '클라이언트 점검',
      checkFailed: '점검하지 못했습니다',
      reachable: (milliseconds) => `토큰 엔드포인트가 응답합니다 (${milliseconds} ms).`,
      unreachable: (reason) => `토큰 엔드포인트에 닿지 않습니다${reason}. 네트워크와 프록시를 확인하세요.`,
      clockGood: '이 컴퓨터의 시계는 맞습니다.',
      clockAhead: (seconds) => `이 컴퓨터의 시계가 ${seconds}초 빠릅니다. 맞추지 않으면 로그인이 실패할 수 있습니다.`,
      clockBehind: (seconds) => `이 컴퓨터의 시계가 ${seconds}초 느립니다. 맞추지 않으면 로그인이 실패할 수 있습니다.`,
      verdict: {
        accepted: { label: '확인됨', text: 'Google이 이 클라이언트와 보안 비밀을 압니다.' },
        refused: {
          label: '거부됨',
          text: 'Google이 이 클라이언트를 모르거나 보안 비밀이 틀렸습니다. 둘 다 다시 붙여 넣으세요.',
        },
        not_allowed: {
          label: '허용 안 됨',
          text: 'Google이 이 클라이언트를 알지만 토큰 갱신을 허용하지 않습니다. “웹 애플리케이션” 유형으로 만드세요.',
        },
        incomplete: { label: '불완전', text: '클라이언트 보안 비밀이 없습니다.' },
        unclear: { label: '불분명', text: '분명한 답이 오지 않았습니다. 잠시 뒤 다시 해 보세요.' },
      },
      add: '클라이언트 추가 또는 교체',
      addText: '이름이 계정과 클라이언트를 잇습니다. 새 계정이 로그인할 때 쓰는 것은 “default”입니다.',
      key: '이름',
      keyHelp: '소문자, 숫자, -, _.',
    },

    retention: {
      title: '요청 기록',
      text: '누구에게 무엇을 요청했고 얼마나 걸렸으며 토큰을 얼마나 썼는지 기록합니다. 나눈 말은 켠 때에만 남깁니다. 어느 한도든 닿으면 오래된 것부터 지웁니다.',
      days: '일',
      daysHelp: '기본값 30.',
      megabytes: '메가바이트',
      megabytesHelp: '기본값 512.',
      bodies: '프롬프트와 답변의 앞부분도 보관하기',
      bodiesHelp: '기본값은 끔입니다. 데이터 폴더에 평문으로 저장되고 요청마다 함께 표시됩니다.',
    },

    password: {
      title: '비밀번호',
      text: '로그인 링크 말고 들어오는 또 하나의 길입니다. 바꾸면 다른 브라우저는 모두 로그아웃됩니다.',
      current: '지금 비밀번호 또는 관리자 토큰',
      currentHelp: '아직 비밀번호가 없다면 secrets.json의 관리자 토큰을 적으세요.',
      next: '새 비밀번호',
      again: '새 비밀번호 다시',
      tooShort: (length) => `${length}자 이상이어야 합니다.`,
      differs: '둘이 서로 다릅니다.',
      submit: '비밀번호 바꾸기',
      changed: '비밀번호를 바꾸었습니다',
      failed: '비밀번호를 바꾸지 못했습니다',
    },

    sessions: {
      title: '로그인된 브라우저',
      text: '모르는 브라우저는 끝내세요. 1초 안에 나갑니다.',
      unknownBrowser: '알 수 없는 브라우저',
      current: '지금 이 브라우저',
      lastSeen: '마지막 사용',
      ends: '만료',
      end: '로그아웃',
      failed: '처리하지 못했습니다',
    },
  },
};
