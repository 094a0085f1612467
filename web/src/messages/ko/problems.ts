import type { problemsMessages as english } from '../en/problems.js';

/** 서버가 거부할 때의 문구, 코드별. */
export const problemsMessages: typeof english = {
  problems: {
    'request.malformed': { detail: '요청을 읽을 수 없습니다.', hint: '페이지를 새로 고치고 다시 시도하세요.' },
    'request.invalid': { detail: '그대로 쓸 수 없는 값이 있습니다.', hint: '고친 뒤 다시 시도하세요.' },
    'request.too_large': {
      detail: 'Regrant가 한 번에 받는 양을 넘었습니다.',
      hint: '줄이거나 여러 번에 나누어 보내세요.',
    },
    'request.unsupported_media_type': { detail: '보낸 내용이 JSON이 아닙니다.', hint: 'JSON으로 보내세요.' },
    'request.not_found': {
      detail: '이 요청은 더 이상 기록에 없습니다.',
      hint: '요청을 얼마 동안 보관할지는 설정에 있습니다.',
    },
    'route.not_found': {
      detail: '이 주소에는 아무것도 없습니다.',
      hint: '페이지를 새로 고치세요. 서버와 버전이 다를 수 있습니다.',
    },
    'route.method_not_allowed': {
      detail: '이 주소에서는 할 수 없는 일입니다.',
      hint: '페이지를 새로 고치세요. 서버와 버전이 다를 수 있습니다.',
    },
    'auth.required': { detail: '로그인하지 않았습니다.', hint: 'Regrant가 시작할 때 출력한 로그인 링크를 여세요.' },
    'auth.rejected': {
      detail: '맞지 않거나, 이미 사용한 링크입니다.',
      hint: 'Regrant를 다시 시작해 새 링크를 받거나 secrets.json의 관리자 토큰을 쓰세요.',
    },
    'auth.origin_refused': {
      detail: '대시보드가 아닌 다른 페이지에서 온 요청입니다.',
      hint: '대시보드를 원래 주소에서 여세요.',
    },
    'auth.host_refused': {
      detail: 'Regrant의 것이 아닌 호스트 이름으로 온 요청입니다.',
      hint: 'Regrant의 포트로 http://localhost를 쓰거나 REGRANT_PUBLIC_URL을 설정하세요.',
    },
    'auth.slow_down': {
      detail: '비밀번호 시도가 너무 많습니다.',
      hint: '잠시 후 다시 시도하세요. 관리자 토큰과 로그인 링크는 언제나 쓸 수 있습니다.',
    },
    'auth.password_fixed': {
      detail: '비밀번호는 REGRANT_ADMIN_PASSWORD에서 옵니다.',
      hint: '거기서 바꾸고 Regrant를 다시 시작하세요.',
    },
    'session.not_found': { detail: '그 세션은 더 이상 없습니다.', hint: '이미 끝났으니 할 일이 없습니다.' },
    'caller.key_missing': {
      detail: '요청에 키가 없습니다.',
      hint: 'Regrant의 키를 보내세요. 프로그램의 키가 비어 있지 않은지 확인하세요.',
    },
    'caller.key_rejected': {
      detail: 'Regrant가 만든 키가 아닙니다.',
      hint: '여기서 키를 만들거나 REGRANT_API_KEY의 키를 쓰세요. Google의 키는 맞지 않습니다.',
    },
    'caller.key_conflict': {
      detail: '한 요청에 서로 다른 키 두 개가 있습니다.',
      hint: '키를 한 곳에만 넣어 보내세요.',
    },
    'caller.rate_limited': {
      detail: '이 키가 1분에 보낼 수 있는 요청을 모두 썼습니다.',
      hint: '잠시 기다리거나 키의 한도를 올리세요.',
    },
    'caller.model_refused': {
      detail: '이 키는 이 모델을 허용하지 않습니다.',
      hint: '허용된 모델을 고르거나 다른 키를 쓰세요.',
    },
    'caller.key_not_found': { detail: '그 키는 더 이상 없습니다.', hint: '폐기되었을 수 있습니다.' },
    'caller.key_fixed': {
      detail: '이 키는 REGRANT_API_KEY에서 옵니다.',
      hint: '거기서 바꾸거나 지우고 Regrant를 다시 시작하세요.',
    },
    'caller.key_limit': { detail: 'Regrant가 보관하는 키 수가 가득 찼습니다.', hint: '쓰지 않는 키를 폐기하세요.' },
    'account.not_found': { detail: '그런 계정이 없습니다.', hint: '삭제되었을 수 있습니다.' },
    'account.unreadable': {
      detail: '계정 파일을 읽을 수 없습니다.',
      hint: '데이터 디렉터리의 파일을 고치세요. 사본은 quarantine/에 있습니다.',
    },
    'account.disabled': {
      detail: '이 계정은 비활성화되어 있습니다. 승인이 죽었습니다.',
      hint: '이 계정으로 다시 로그인하세요.',
    },
    'account.identity_conflict': {
      detail: '이 이메일 주소는 다른 Google 사용자로 등록되어 있습니다.',
      hint: '주소의 주인이 바뀌었다면 이전 계정을 먼저 삭제하고 다시 추가하세요.',
    },
    'grant.refresh_rejected': {
      detail: 'Google이 갱신 토큰을 거부했습니다(invalid_grant). 변경된 것은 없습니다.',
      hint: '대신 Google로 로그인하세요. 다른 도구의 토큰은 그 도구의 OAuth 클라이언트로만 쓸 수 있습니다.',
    },
    'grant.refresh_unavailable': {
      detail: 'Google이 갱신 토큰에 대해 판정하지 않았습니다. 연결이 없거나, 과부하이거나, 뜻을 알 수 없는 응답입니다.',
      hint: 'Google과의 연결을 확인하고 잠시 후 다시 시도하세요.',
    },
    'grant.issued_to_other_client': {
      detail: '다른 OAuth 클라이언트에 발급된 갱신 토큰입니다.',
      hint: '여기서 Google로 로그인하거나, 토큰을 발급받은 클라이언트를 설정하세요.',
    },
    'projects.refused': {
      detail: 'Google이 이 계정의 프로젝트 목록을 보여 주지 않습니다.',
      hint: '프로젝트 ID를 입력하세요. 목록에서 고르려면 다시 로그인해 Google Cloud 액세스를 허용하세요.',
    },
    'projects.api_disabled': {
      detail: 'OAuth 클라이언트의 프로젝트에서 Cloud Resource Manager API가 꺼져 있습니다.',
      hint: 'Google 페이지에서 켜고 1분 뒤 다시 시도하거나, 프로젝트 ID를 입력하세요.',
    },
    'projects.unavailable': {
      detail: '프로젝트 목록을 가져오지 못했습니다. Google에서 쓸 만한 응답이 없었습니다.',
      hint: '잠시 후 다시 시도하거나 프로젝트 ID를 입력하세요.',
    },
    'oauth_client.missing': {
      detail: 'OAuth 클라이언트가 설정되지 않았습니다.',
      hint: '초기 설정에서 만드는 방법을 알려 줍니다.',
    },
    'oauth_client.misconfigured': {
      detail: 'Google이 OAuth 클라이언트를 거부합니다.',
      hint: '클라이언트 ID와 보안 비밀번호를 Google 콘솔과 비교하세요.',
    },
    'oauth.denied': {
      detail: 'Google 페이지에서 액세스를 허용하지 않았습니다. 변경된 것은 없습니다.',
      hint: '다시 시작해 허용하세요.',
    },
    'oauth.state_rejected': {
      detail: '여기서 기다리는 로그인에 속하지 않는 응답입니다.',
      hint: '여기서 다시 시작해 10분 안에 같은 브라우저에서 마치세요.',
    },
    'oauth.exchange_failed': {
      detail: 'Google이 교환을 받아들이지 않았습니다. 바뀐 계정은 없습니다.',
      hint: '초기 설정에서 클라이언트 ID, 보안 비밀번호, 리디렉션 URI를 확인하고 다시 로그인하세요.',
    },
    'oauth.userinfo_failed': {
      detail: '누가 로그인했는지 Google이 알려 주지 않았습니다.',
      hint: '잠시 후 다시 시도하세요. 계속되면 이메일 주소 액세스가 허용되지 않은 것일 수 있습니다.',
    },
    'oauth.email_unverified': {
      detail: '이 Google 계정의 이메일이 인증되지 않았습니다.',
      hint: '먼저 Google에서 인증하세요.',
    },
    'oauth.refresh_token_missing': {
      detail: 'Google이 갱신 토큰을 주지 않았습니다.',
      hint: 'Google 계정의 ‘서드 파티 액세스’에서 Regrant를 삭제한 뒤 다시 로그인하세요.',
    },
    'oauth.scope_missing': {
      detail: 'Google 페이지의 체크박스가 모두 선택되지 않았습니다.',
      hint: '다시 로그인하고 모두 허용하세요.',
    },
    'oauth.flow_unknown': { detail: '이 로그인은 끝났습니다.', hint: '다시 시작하세요.' },
    'pool.reauth_required': {
      detail: '처리할 수 있는 계정이 없습니다. 모두 사람의 손이 필요합니다.',
      hint: '하나를 다시 승인하거나 재개하세요.',
    },
    'pool.empty': { detail: '등록된 계정이 없습니다.', hint: 'Google 계정을 추가하세요.' },
    'pool.exhausted': { detail: '지금은 처리할 수 있는 계정이 없습니다.', hint: '잠시 후 다시 시도하세요.' },
    'pool.cooling': {
      detail: '지금은 모든 계정이 이 모델의 할당량을 다 썼습니다.',
      hint: '잠시 기다리거나, 계정을 추가하거나, 다른 모델을 쓰세요.',
    },
    'pool.project_missing': {
      detail: 'Vertex AI에 필요한 Google Cloud 프로젝트를 지정한 계정이 없습니다.',
      hint: '계정에 프로젝트를 지정하거나 REGRANT_PROJECT_ID를 설정하세요.',
    },
    'upstream.unreachable': {
      detail: 'Google API에 연결하지 못했습니다.',
      hint: '네트워크를 확인하고, 주소를 바꾸었다면 주소도 확인하세요.',
    },
    'upstream.timeout': {
      detail: 'Google API의 응답이 너무 오래 걸렸습니다.',
      hint: '다시 시도하거나 더 작은 요청으로 시도하세요.',
    },
    'upstream.rejected': {
      detail: 'Google API가 요청을 거부했습니다.',
      hint: '대개 모델 이름이나 프로젝트, 매개변수 때문입니다.',
    },
    'upstream.invalid_answer': {
      detail: 'Google API가 도중에 끊겼거나 응답이 아닌 것을 보냈습니다.',
      hint: '다시 시도하세요.',
    },
    'settings.invalid': { detail: '쓸 수 없는 설정이 있습니다.', hint: '표시된 항목을 고치세요.' },
    'storage.failed': {
      detail: '디스크가 거부했습니다.',
      hint: '남은 공간과 권한을 확인하세요. 쓰지 못한 것은 자동으로 다시 시도합니다.',
    },
    'storage.locked': {
      detail: '다른 Regrant가 이 데이터 디렉터리를 쓰고 있습니다.',
      hint: '그것을 중지하거나 이쪽에 다른 디렉터리를 주세요.',
    },
    'storage.unwritable': {
      detail: '데이터 디렉터리에 아무것도 저장할 수 없습니다.',
      hint: 'Regrant를 실행하는 사용자가 소유한 디렉터리를 주세요.',
    },
    'encryption.key_required': {
      detail: '토큰이 암호화되어 있는데 Regrant에 키가 없습니다.',
      hint: '이전에 쓰던 암호문이나 키 파일로 시작하세요.',
    },
    'encryption.key_rejected': {
      detail: '암호문이나 키 파일이 이전에 쓰던 것과 다릅니다.',
      hint: '맞는 것으로 Regrant를 시작하세요.',
    },
    'encryption.unusable': {
      detail: '암호화된 것을 열 수 없습니다. encryption.json이 없거나 손상되었습니다.',
      hint: '백업에서 되돌려 놓으세요.',
    },
    'server.port_in_use': {
      detail: '다른 프로그램이 이 포트를 쓰고 있습니다.',
      hint: '그것을 중지하거나 다른 포트를 고르세요.',
    },
    'server.draining': { detail: 'Regrant가 곧 멈춥니다.', hint: '다시 시작된 뒤에 시도하세요.' },
    'server.busy': {
      detail: '진행 중인 큰 요청들이 허용된 메모리를 모두 쓰고 있습니다.',
      hint: '잠시 후 다시 시도하세요.',
    },
    'server.internal': {
      detail: 'Regrant가 이 일을 하지 못했습니다.',
      hint: '로그를 확인하세요. 다시 시도해도 괜찮습니다.',
    },
  },
};
