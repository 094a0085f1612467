import type { helpMessages as english } from '../en/help.js';

/** The help page, and `docs/invalid-grant.zh-CN.md`. */
export const helpMessages: typeof english = {
  help: {
    intro: 'Google 拒绝授权意味着什么、为什么会发生，以及账号如何恢复工作。',
    contents: '本页内容',
    explain: '这是什么？',
    explainCause: '为什么发生，如何解决',

    invalidGrant: {
      title: '`invalid_grant` 是什么意思',
      text: [
        '账号用一个有效期约一小时的访问令牌处理请求。Regrant 会用所有者登录时 Google 签发的刷新令牌按时续期。如果 Google 对续期回答 `invalid_grant`，意思就是：这个刷新令牌不再有效，再问也不会改变。',
        'Regrant 会立即把账号移出账号池，并在其文件中写入 `disabled`、`disabled_at` 和 `disabled_reason`，重启后也不会忘记。其他账号照常工作；只要还有一个能处理请求，调用网关的人就察觉不到。',
        '只有在 Google 的令牌端点续期被拒时，账号才会被禁用。网络错误、Google 服务器出错、达到限额、客户端密钥不对都不会禁用账号：它们要么会自行过去，要么是 OAuth 客户端的问题，与账号无关。',
      ],
    },

    causes: {
      title: '为什么发生，如何解决',
      text: '几乎所有原因，Google 给出的回答都一样。Regrant 根据授权的时长、历史和回答中的线索推断最可能的原因，并说明有多大把握。',
      why: '原因',
      cure: '解决办法',
      list: {
        revoked: {
          name: '已被撤销',
          why: '所有者从 Google 账号的有访问权限的应用中移除了 Regrant，或者修改了账号密码。',
          cure: '请用此账号重新登录。',
        },
        testing_expiry: {
          name: '应用处于“测试”状态',
          why: '只要你的 OAuth 客户端的权限请求页面处于“测试”（Testing）状态，Google 就会在登录 7 天后终止每个授权。',
          cure: '请在 Google 控制台发布应用（“正式版”），然后重新登录。之前的授权仍然只有七天。',
        },
        unused_six_months: {
          name: '六个月未使用',
          why: '六个月没有人使用的授权会被 Google 终止，例如 Regrant 一直没有运行。',
          cure: '请用此账号重新登录。Regrant 运行期间会让每个授权保持使用。',
        },
        superseded: {
          name: '更新的授权过多',
          why: '一个 Google 账号对每个 OAuth 客户端最多持有 100 个有效授权。再多一个，Google 就会悄悄终止最旧的那个。',
          cure: '请用此账号重新登录一次，以后每台机器只登录一次。',
        },
        session_control: {
          name: '会话控制',
          why: 'Google Workspace 管理员限制了会话时长，此时 Google 的回答中会有 `invalid_rapt`。',
          cure: '请用此账号重新登录。要避免再次发生，请让管理员在 Google Cloud 会话控制中信任此应用。',
        },
        admin_policy: {
          name: '管理员的规则',
          why: 'Google Workspace 管理员不再允许此应用，或不再允许它获得的某项权限。',
          cure: '请让管理员在 API 控件中允许此应用的客户端 ID，然后用此账号重新登录。',
        },
        time_limited: {
          name: '限时访问',
          why: '授权本来就有期限，现在期限已到。',
          cure: '请用此账号重新登录；如果 Google 提供选择，请选长期访问。',
        },
        account_gone: {
          name: 'Google 账号已不存在',
          why: 'Google 账号已被删除或停用。',
          cure: '请在 Google 恢复该账号后重新登录，或在这里删除它。',
        },
        unknown: {
          name: '原因不明',
          why: 'Google 不再接受刷新令牌，也没有给出线索。从其他工具带来的账号，其授权往往属于那个工具的 OAuth 客户端。',
          cure: '请使用你自己的 OAuth 客户端，用此账号重新登录。',
        },
      },
    },

    recover: {
      title: '让账号恢复',
      steps: [
        '点击账号旁的“重新授权”。重新添加一次（登录，或使用新的刷新令牌）效果相同。',
        '以同一个人的身份在 Google 登录并允许访问。是哪个账号，由 Google 返回的邮箱决定。',
        '有了新令牌，`disabled`、`disabled_at` 和 `disabled_reason` 会自动消失，账号立即开始处理请求：无需重启，也没有开关。标签、优先级和其他设置都会保留。',
        '想确认一下，就对该账号点击“立即刷新”：它会用新的刷新令牌更新访问令牌。',
      ],
      trap: '当心只换新的访问令牌：账号能用一会儿，等到需要那个已失效的刷新令牌时，又会被禁用。',
      noRefreshToken:
        '如果 Google 没有签发新的刷新令牌，请在 Google 账号的有访问权限的应用中移除 Regrant，然后重新登录。',
    },

    states: {
      title: '`disabled`、`proxy_disabled` 与其他状态',
      text: '有五种情况会让账号无法处理请求，各有各的结束方式。`disabled` 特意没有开关：否则就会把失效的账号放回账号池。',
      who: '由谁设置',
      means: '含义',
      ends: '如何结束',
      list: {
        disabled: {
          name: '已禁用',
          who: 'Regrant，当续期被 `invalid_grant` 拒绝时。',
          means: '授权已失效，账号不再做任何事。',
          ends: '只能靠新令牌：重新登录，或使用新的刷新令牌。',
        },
        proxy_disabled: {
          name: '已暂停',
          who: '你，可针对一个或多个账号，并注明原因。',
          means: '账号正常，授权继续保活，但不在账号池中。',
          ends: '用同一个开关“恢复”。',
        },
        blocked: {
          name: '受限',
          who: 'Regrant，当 Google 的回答要求有人处理时。',
          means: '在有人处理之前 Google 不提供服务：验证账号、接受条款、启用 API 或解决结算问题。',
          ends: '当你清除限制或重新登录时。',
        },
        protected: {
          name: '受保护',
          who: '配额保护，针对单个模型。',
          means: '此账号在该模型上的额度所剩不多，其他模型照常处理。',
          ends: '额度恢复后自动结束。',
        },
        cooling: {
          name: '冷却中',
          who: 'Regrant，在请求过多或服务器反复出错之后。',
          means: '该账号和模型的短暂休息。',
          ends: '几秒或几分钟后自动结束。',
        },
      },
      order:
        '每次加载账号池时，先判断 `disabled`，再判断限制和配额保护，最后判断 `proxy_disabled`。账号可以同时处于禁用和暂停状态：重新登录结束前者，后者只能由你结束。',
    },

    log: {
      title: '日志里怎么写',
      text: '失效授权的来龙去脉可以在日志中逐行读到：',
    },
    source: 'Google 列出的原因',
  },
};
