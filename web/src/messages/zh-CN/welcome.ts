import type { welcomeMessages as english } from '../en/welcome.js';

/** The first run: from nothing to an account that serves. */
export const welcomeMessages: typeof english = {
  welcome: {
    title: '欢迎使用 Regrant',
    intro: '只需四步，你的 Google 账号就能回答第一个请求。随时可以离开，之后再回来。',
    steps: '步骤',
    step: (number: number, total: number) => `第 ${number} 步，共 ${total} 步`,
    done: '已完成',
    leave: '暂时离开',
    next: '继续',
    client: {
      title: '你的 OAuth 客户端',
      text: 'Google 需要认识这个安装。请创建你自己的 OAuth 客户端：大约五分钟，免费。',
      ready: 'OAuth 客户端已配置。',
    },
    account: {
      title: '第一个账号',
      text: '用将来要回答请求的 Google 账号登录。Google 会请你允许。',
      ready: (email: string) => `${email} 可以处理请求了。`,
      elsewhere: '这台机器上没有浏览器，或者手头已有刷新令牌？',
      waiting: '账号已添加，但还不能处理请求。原因见账号页面。',
    },
    key: {
      title: '给程序用的密钥',
      text: '使用网关的程序需要出示密钥。它只显示这一次，请复制到需要的地方。',
      create: '创建密钥',
      name: '第一个密钥',
      value: '密钥',
      failed: '密钥未创建',
      have: '我已经有密钥',
      paste: '你已有的密钥',
    },
    request: {
      title: '第一个请求',
      text: '这是真实的请求，和你的程序发送的一样：带着密钥经过网关，由 Google 回答。',
      model: '模型',
      prompt: '问题',
      samplePrompt: '请用一句简短的话打个招呼。',
      send: '发送请求',
      stop: '停止',
      answer: '回答',
      waiting: '正在等待回答…',
      nothing: '回答是空的。',
      stopped: '已停止。',
      failed: '请求没有得到回答',
      proof: '成功了：你的账号已经作答。',
    },
    finish: {
      title: '全部完成',
      text: '从现在起，Regrant 会让授权保持有效，需要你时会告诉你。',
      overview: '前往概览',
      connect: '配置程序',
      more: '添加更多账号',
    },
  },
};
