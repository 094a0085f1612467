import type { problemsMessages as english } from '../en/problems.js';

/** 服务器拒绝时的说明，按代码。 */
export const problemsMessages: typeof english = {
  problems: {
    'request.malformed': { detail: '无法读取该请求。', hint: '请重新加载页面后再试。' },
    'request.invalid': { detail: '有内容不能这样使用。', hint: '请更正后再试。' },
    'request.too_large': { detail: '超出了 Regrant 一次能接收的量。', hint: '请少发一些，或分几次发送。' },
    'request.unsupported_media_type': { detail: '发送的内容不是 JSON。', hint: '请以 JSON 发送。' },
    'request.not_found': { detail: '日志中已没有这个请求。', hint: '请求保留多久由设置决定。' },
    'route.not_found': { detail: '这个地址上什么都没有。', hint: '请重新加载页面，它的版本可能与服务器不同。' },
    'route.method_not_allowed': {
      detail: '在这个地址上不能这样做。',
      hint: '请重新加载页面，它的版本可能与服务器不同。',
    },
    'auth.required': { detail: '你尚未登录。', hint: '请打开 Regrant 启动时显示的登录链接。' },
    'auth.rejected': {
      detail: '不正确，或者该链接已经用过。',
      hint: '重启 Regrant 可获得新链接，也可以使用 secrets.json 中的管理员令牌。',
    },
    'auth.origin_refused': { detail: '请求来自控制台以外的页面。', hint: '请在控制台自己的地址上使用它。' },
    'auth.host_refused': {
      detail: '请求使用的主机名不属于 Regrant。',
      hint: '请使用 http://localhost 加 Regrant 的端口，或设置 REGRANT_PUBLIC_URL。',
    },
    'auth.slow_down': {
      detail: '尝试密码的次数过多。',
      hint: '请稍后再试。管理员令牌和登录链接始终可用。',
    },
    'auth.password_fixed': {
      detail: '密码来自 REGRANT_ADMIN_PASSWORD。',
      hint: '请在那里修改，然后重启 Regrant。',
    },
    'session.not_found': { detail: '该会话已不存在。', hint: '它已经结束，无需再做什么。' },
    'caller.key_missing': {
      detail: '请求没有带密钥。',
      hint: '请发送 Regrant 的密钥，并检查程序是否把密钥留空了。',
    },
    'caller.key_rejected': {
      detail: '这个密钥不是 Regrant 创建的。',
      hint: '请在这里创建密钥，或使用 REGRANT_API_KEY 中的密钥；Google 的密钥不适用。',
    },
    'caller.key_conflict': { detail: '一个请求中有两个不同的密钥。', hint: '请只在一处发送密钥。' },
    'caller.rate_limited': {
      detail: '该密钥已用完一分钟内允许的请求数。',
      hint: '请稍等，或提高该密钥的限额。',
    },
    'caller.model_refused': { detail: '该密钥不允许使用此模型。', hint: '请选择它允许的模型，或换一个密钥。' },
    'caller.key_not_found': { detail: '该密钥已不存在。', hint: '它可能已被吊销。' },
    'caller.key_fixed': {
      detail: '此密钥来自 REGRANT_API_KEY。',
      hint: '请在那里修改或移除，然后重启 Regrant。',
    },
    'caller.key_limit': { detail: '密钥数量已达 Regrant 的上限。', hint: '请吊销一个不用的密钥。' },
    'account.not_found': { detail: '没有这个账号。', hint: '它可能已被删除。' },
    'account.unreadable': {
      detail: '无法读取账号文件。',
      hint: '请修复数据目录中的文件；quarantine/ 中有一份副本。',
    },
    'account.disabled': { detail: '此账号已被禁用：它的授权已失效。', hint: '请用此账号重新登录。' },
    'account.identity_conflict': {
      detail: '此邮箱已登记给另一个 Google 身份。',
      hint: '如果邮箱换了主人，请先删除旧账号，再重新添加。',
    },
    'grant.refresh_rejected': {
      detail: 'Google 拒绝了刷新令牌（invalid_grant），没有做任何更改。',
      hint: '请改用 Google 登录。其他工具的令牌只能配合该工具自己的 OAuth 客户端使用。',
    },
    'grant.refresh_unavailable': {
      detail: 'Google 没有对刷新令牌给出结论：没有连接、过载，或回答无法理解。',
      hint: '请检查与 Google 的连接，稍后再试。',
    },
    'grant.issued_to_other_client': {
      detail: '此刷新令牌是发给另一个 OAuth 客户端的。',
      hint: '请在这里用 Google 登录，或配置该令牌所属的客户端。',
    },
    'projects.refused': {
      detail: 'Google 不提供此账号的项目列表。',
      hint: '请输入项目 ID。若要从列表中选择，请重新登录并允许访问 Google Cloud。',
    },
    'projects.api_disabled': {
      detail: 'OAuth 客户端所在的项目没有开启 Cloud Resource Manager API。',
      hint: '请在 Google 页面上开启，一分钟后再试；也可以直接输入项目 ID。',
    },
    'projects.unavailable': {
      detail: '无法列出项目：Google 没有给出可用的回答。',
      hint: '请稍后再试，或输入项目 ID。',
    },
    'oauth_client.missing': { detail: '尚未配置 OAuth 客户端。', hint: '初始配置页会告诉你如何创建。' },
    'oauth_client.misconfigured': {
      detail: 'Google 拒绝该 OAuth 客户端。',
      hint: '请与 Google 控制台核对客户端 ID 和密钥。',
    },
    'oauth.denied': { detail: '在 Google 页面上没有允许访问。没有做任何更改。', hint: '请重新开始并允许访问。' },
    'oauth.state_rejected': {
      detail: '这个回答不属于这里正在等待的任何登录。',
      hint: '请在这里重新开始，并在十分钟内于同一浏览器中完成。',
    },
    'oauth.exchange_failed': {
      detail: 'Google 没有接受交换。没有更改任何账号。',
      hint: '请在初始配置中检查客户端 ID、密钥和重定向 URI，然后重新登录。',
    },
    'oauth.userinfo_failed': {
      detail: 'Google 没有告知是谁登录的。',
      hint: '请稍后再试。如果一直如此，可能没有允许访问邮箱地址。',
    },
    'oauth.email_unverified': { detail: '此 Google 账号的邮箱未验证。', hint: '请先在 Google 完成验证。' },
    'oauth.refresh_token_missing': {
      detail: 'Google 没有给出刷新令牌。',
      hint: '请在 Google 账号的“第三方访问”中移除 Regrant，然后重新登录。',
    },
    'oauth.scope_missing': { detail: 'Google 页面上的复选框没有全部勾选。', hint: '请重新登录并全部允许。' },
    'oauth.flow_unknown': { detail: '这次登录已经结束。', hint: '请重新开始。' },
    'pool.reauth_required': {
      detail: '没有可用的账号：每个都需要人来处理。',
      hint: '请重新授权或恢复其中一个。',
    },
    'pool.empty': { detail: '尚未登记任何账号。', hint: '请添加一个 Google 账号。' },
    'pool.exhausted': { detail: '目前没有可用的账号。', hint: '请稍后再试。' },
    'pool.cooling': {
      detail: '所有账号对此模型的配额目前都已用完。',
      hint: '请稍等，或添加账号，或换一个模型。',
    },
    'pool.project_missing': {
      detail: 'Vertex AI 需要 Google Cloud 项目，而可用的账号都没有指定。',
      hint: '请为某个账号指定项目，或设置 REGRANT_PROJECT_ID。',
    },
    'upstream.unreachable': {
      detail: '无法连接到 Google 的 API。',
      hint: '请检查网络；如果改过地址，也请检查地址。',
    },
    'upstream.timeout': { detail: 'Google 的 API 太久没有回答。', hint: '请重试，或换一个较小的请求。' },
    'upstream.rejected': {
      detail: 'Google 的 API 拒绝了该请求。',
      hint: '多半是模型名称、项目或某个参数的问题。',
    },
    'upstream.invalid_answer': {
      detail: 'Google 的 API 中途断开，或发来的不是回答。',
      hint: '请重试。',
    },
    'settings.invalid': { detail: '有一项设置无法使用。', hint: '请更正所指出的内容。' },
    'storage.failed': {
      detail: '磁盘拒绝了操作。',
      hint: '请检查剩余空间和权限；没能写入的内容会自动重试。',
    },
    'storage.locked': {
      detail: '另一个 Regrant 正在使用此数据目录。',
      hint: '请停止它，或给这一个另外的目录。',
    },
    'storage.unwritable': {
      detail: '数据目录中无法保存任何内容。',
      hint: '请给运行 Regrant 的用户一个属于它的目录。',
    },
    'encryption.key_required': {
      detail: '这里的令牌已加密，而 Regrant 没有密钥。',
      hint: '请用以前的口令或密钥文件启动。',
    },
    'encryption.key_rejected': {
      detail: '口令或密钥文件与以前使用的不同。',
      hint: '请用正确的启动 Regrant。',
    },
    'encryption.unusable': {
      detail: '无法打开已加密的内容：encryption.json 缺失或损坏。',
      hint: '请从备份中恢复它。',
    },
    'server.port_in_use': { detail: '另一个程序正在使用此端口。', hint: '请停止它，或换一个端口。' },
    'server.draining': { detail: 'Regrant 即将停止。', hint: '请在它重新启动后再试。' },
    'server.busy': { detail: '正在处理的大请求已占满允许的内存。', hint: '请稍后再试。' },
    'server.internal': { detail: 'Regrant 没能完成此操作。', hint: '请查看它的日志；可以再试一次。' },
  },
};
