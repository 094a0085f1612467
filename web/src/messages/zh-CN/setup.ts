import type { setupMessages as english } from '../en/setup.js';

/** The OAuth client’s set-up page. */
export const setupMessages: typeof english = {
  setup: {
    title: '初始配置',
    welcome: '欢迎使用 Regrant',
    intro: '要让账号能够登录，只差一样东西：你自己在 Google 创建的 OAuth 客户端。大约五分钟，免费。',
    doneIntro: 'Google 已认识这个安装。只有更换 OAuth 客户端时才会再用到本页。',
    configured: 'OAuth 客户端已配置',
    configuredText: (clientId: string) => `客户端 ID ${clientId}`,
    configuredElsewhere: '由环境变量提供。',
    loadFailed: '设置未能加载',
    stepsTitle: '需要在 Google 创建的内容',
    opensGoogle: '在新标签页中打开 Google',
    steps: {
      project: {
        title: '项目',
        text: '在 Google Cloud 控制台创建一个项目，或选择已有的项目。请求会计入该项目。',
        link: '创建项目',
      },
      api: {
        title: 'Gemini API',
        text: '为该项目启用“Generative Language API”（即 Gemini API）。如需使用 Vertex AI，还要启用“Vertex AI API”。',
        link: '启用 Generative Language API',
      },
      consent: {
        title: '权限请求页面',
        text: '为应用填写名称和你的邮箱，并选择“外部”，除非所有账号都属于你的 Workspace。',
        link: '打开权限请求页面',
      },
      publish: {
        title: '发布为正式版',
        text: '在“目标对象”下选择“发布应用”。只要状态还是“测试”，Google 就会在 7 天后终止每个授权，每个账号都得每周重新登录。',
        link: '打开目标对象页面',
      },
      client: {
        title: 'OAuth 客户端',
        text: '创建一个“Web 应用”类型的 OAuth 客户端，并在“已获授权的重定向 URI”中原样添加：',
        link: '创建 OAuth 客户端',
        redirectUri: '重定向 URI',
      },
    },
    formTitle: '粘贴 Google 显示的内容',
    replaceTitle: '更换 OAuth 客户端',
    replaceWarning: '授权属于获得它的那个客户端：更换之后，每个账号都必须重新登录。',
    clientId: '客户端 ID',
    clientIdPlaceholder: '1234567890-abc….apps.googleusercontent.com',
    clientIdEmpty: '请粘贴客户端 ID。',
    clientIdOdd: 'Google 的客户端 ID 以 .apps.googleusercontent.com 结尾。请确认它不是项目名称或密钥。',
    clientSecret: '客户端密钥',
    clientSecretHelp: '保存在这台机器的 secrets.json 中，不会再次显示。',
    clientSecretEmpty: '请粘贴客户端密钥。',
    save: '保存 OAuth 客户端',
    saved: 'OAuth 客户端已保存',
    saveFailed: 'OAuth 客户端未保存',
    next: '添加第一个账号',
    nextAnother: '添加账号',
  },
};
