// src/core/problem.ts
/** The one error a call throws. `code` never changes its meaning; `title` and `detail` are for people. */
var ProblemError = class extends Error {
  code;
  /** The HTTP status; 0 if there was no response. */
  status;
  title;
  detail;
  /** The URL of a page that explains the code. */
  type;
  /** The id of the request in the server's log. */
  requestId;
  /** For `validation_failed` and similar codes: the invalid fields. */
  errors;
  /** How many further fields are invalid, beyond `errors`. */
  moreErrors;
  /** Seconds to wait before a retry, if the API says so. */
  retryAfter;
  /** For `user_exists`: the id of the user that has the address. */
  userId;
  /** For `selection_changed`: the current number of users. */
  count;
  constructor(parts) {
    super(messageOf(parts), parts.cause === void 0 ? {} : { cause: parts.cause });
    this.name = 'ProblemError';
    this.code = parts.code;
    this.status = parts.status;
    this.title = parts.title ?? '';
    this.detail = parts.detail;
    this.type = parts.type;
    this.requestId = parts.requestId;
    this.errors = parts.errors ?? [];
    this.moreErrors = parts.moreErrors ?? 0;
    this.retryAfter = parts.retryAfter;
    this.userId = parts.userId;
    this.count = parts.count;
  }
};
/** Reads a failed response; anything that is not a problem document (e.g. a proxy's page) becomes one. */
async function readProblem(response) {
  const requestId = response.headers.get('x-request-id') ?? void 0;
  const retryAfter = secondsOf(response.headers.get('retry-after'));
  const body = await response.json().then(asProblem, () => void 0);
  if (body)
    return new ProblemError({
      ...body,
      requestId: body.requestId || requestId,
      retryAfter,
    });
  return new ProblemError({
    code: codeOf(response.status),
    status: response.status,
    requestId,
    retryAfter,
  });
}
/** The problem for a success that cannot be parsed: something between here and the API responded instead. */
function unreadable(response, cause) {
  const requestId = response.headers.get('x-request-id') ?? void 0;
  return new ProblemError({
    code: 'internal_error',
    status: response.status,
    detail: 'The answer is not JSON.',
    requestId,
    cause,
  });
}
/** The problem for a call without a response, from the error `fetch` threw. */
function unanswered(cause) {
  return new ProblemError({
    code:
      cause instanceof DOMException && cause.name === 'TimeoutError' ? 'timed_out' : 'network_unreachable',
    status: 0,
    cause,
  });
}
function messageOf({ code, status, title, detail, requestId, cause }) {
  const reason = cause instanceof Error ? cause.message : void 0;
  const text = [code, detail || title || reason].filter(Boolean).join(': ');
  const facts = [status > 0 ? status : void 0, requestId && `request ${requestId}`].filter(Boolean);
  return facts.length > 0 ? `${text} (${facts.join(', ')})` : text;
}
function codeOf(status) {
  if (status === 429) return 'rate_limited';
  return status >= 502 ? 'service_unavailable' : 'internal_error';
}
function asProblem(body) {
  return typeof body === 'object' && body !== null && 'code' in body && 'status' in body ? body : void 0;
}
/** `Retry-After` is a number of seconds or a date (RFC 9110, 10.2.3). */
function secondsOf(text) {
  if (text === null) return void 0;
  if (/^\d+$/.test(text)) return Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? void 0 : Math.max(0, Math.ceil((date - Date.now()) / 1e3));
}
// src/contract.ts
const basePath = '/api/v1';
const table = {
  auth: {
    signUp: {
      id: 'auth.signUp',
      method: 'POST',
      path: '/auth/sign-up',
      access: 'public',
      query: [],
      hasBody: true,
    },
    confirmSignUp: {
      id: 'auth.confirmSignUp',
      method: 'POST',
      path: '/auth/sign-up/confirm',
      access: 'public',
      query: [],
      hasBody: true,
    },
    resendSignUpCode: {
      id: 'auth.resendSignUpCode',
      method: 'POST',
      path: '/auth/sign-up/resend',
      access: 'public',
      query: [],
      hasBody: true,
    },
    signIn: {
      id: 'auth.signIn',
      method: 'POST',
      path: '/auth/sign-in',
      access: 'public',
      query: [],
      hasBody: true,
    },
    refresh: {
      id: 'auth.refresh',
      method: 'POST',
      path: '/auth/refresh',
      access: 'public',
      query: [],
      hasBody: false,
    },
    signOut: {
      id: 'auth.signOut',
      method: 'POST',
      path: '/auth/sign-out',
      access: 'public',
      query: [],
      hasBody: false,
    },
    forgotPassword: {
      id: 'auth.forgotPassword',
      method: 'POST',
      path: '/auth/forgot-password',
      access: 'public',
      query: [],
      hasBody: true,
    },
    resetPassword: {
      id: 'auth.resetPassword',
      method: 'POST',
      path: '/auth/reset-password',
      access: 'public',
      query: [],
      hasBody: true,
    },
  },
  me: {
    get: {
      id: 'me.get',
      method: 'GET',
      path: '/me',
      access: 'signed-in',
      query: [],
      hasBody: false,
    },
    update: {
      id: 'me.update',
      method: 'PATCH',
      path: '/me',
      access: 'signed-in',
      query: [],
      hasBody: true,
    },
    changePassword: {
      id: 'me.changePassword',
      method: 'POST',
      path: '/me/password',
      access: 'signed-in',
      query: [],
      hasBody: true,
    },
    switchAccount: {
      id: 'me.switchAccount',
      method: 'POST',
      path: '/me/switch-account',
      access: 'signed-in',
      query: [],
      hasBody: true,
    },
    createAccount: {
      id: 'me.createAccount',
      method: 'POST',
      path: '/me/accounts',
      access: 'signed-in',
      query: [],
      hasBody: true,
    },
    listSignIns: {
      id: 'me.listSignIns',
      method: 'GET',
      path: '/me/sign-ins',
      access: 'signed-in',
      query: [],
      hasBody: false,
    },
    endSignIn: {
      id: 'me.endSignIn',
      method: 'DELETE',
      path: '/me/sign-ins/:id',
      access: 'signed-in',
      query: [],
      hasBody: false,
    },
    endOtherSignIns: {
      id: 'me.endOtherSignIns',
      method: 'DELETE',
      path: '/me/sign-ins',
      access: 'signed-in',
      query: [],
      hasBody: false,
    },
  },
  activation: {
    preview: {
      id: 'activation.preview',
      method: 'POST',
      path: '/activation/preview',
      access: 'public',
      query: [],
      hasBody: true,
    },
    accept: {
      id: 'activation.accept',
      method: 'POST',
      path: '/activation/accept',
      access: 'public',
      query: [],
      hasBody: true,
    },
    requestNewLink: {
      id: 'activation.requestNewLink',
      method: 'POST',
      path: '/activation/request-new-link',
      access: 'public',
      query: [],
      hasBody: true,
    },
  },
  users: {
    list: {
      id: 'users.list',
      method: 'GET',
      path: '/users',
      access: 'users:read',
      query: [
        'limit',
        'cursor',
        'include',
        'sort',
        'status',
        'role',
        'groupId',
        'invitation',
        'delivery',
        'q',
        'lastLoginBefore',
      ],
      hasBody: false,
      paging: 'cursor',
    },
    create: {
      id: 'users.create',
      method: 'POST',
      path: '/users',
      access: 'users:write',
      query: [],
      hasBody: true,
    },
    batch: {
      id: 'users.batch',
      method: 'POST',
      path: '/users/batch',
      access: 'users:write',
      query: [],
      hasBody: true,
    },
    lookUp: {
      id: 'users.lookUp',
      method: 'POST',
      path: '/users/look-up',
      access: 'users:read',
      query: [],
      hasBody: true,
    },
    count: {
      id: 'users.count',
      method: 'GET',
      path: '/users/count',
      access: 'users:read',
      query: ['status', 'role', 'groupId', 'invitation', 'delivery', 'q', 'lastLoginBefore'],
      hasBody: false,
    },
    export: {
      id: 'users.export',
      method: 'GET',
      path: '/users/export.csv',
      access: 'users:read',
      query: [
        'status',
        'role',
        'groupId',
        'invitation',
        'delivery',
        'q',
        'lastLoginBefore',
        'sort',
        'separator',
      ],
      hasBody: false,
      contentType: 'text/csv',
    },
    get: {
      id: 'users.get',
      method: 'GET',
      path: '/users/:id',
      access: 'users:read',
      query: [],
      hasBody: false,
    },
    update: {
      id: 'users.update',
      method: 'PATCH',
      path: '/users/:id',
      access: 'users:write',
      query: [],
      hasBody: true,
    },
    delete: {
      id: 'users.delete',
      method: 'DELETE',
      path: '/users/:id',
      access: 'users:write',
      query: [],
      hasBody: false,
    },
    deactivate: {
      id: 'users.deactivate',
      method: 'POST',
      path: '/users/:id/deactivate',
      access: 'users:write',
      query: [],
      hasBody: false,
    },
    reactivate: {
      id: 'users.reactivate',
      method: 'POST',
      path: '/users/:id/reactivate',
      access: 'users:write',
      query: [],
      hasBody: false,
    },
    invite: {
      id: 'users.invite',
      method: 'POST',
      path: '/users/:id/invitation',
      access: 'invitations:write',
      query: [],
      hasBody: true,
    },
    listActions: {
      id: 'users.listActions',
      method: 'GET',
      path: '/users/:id/actions',
      access: 'users:read',
      query: ['limit', 'cursor', 'include', 'sort'],
      hasBody: false,
      paging: 'cursor',
    },
    listEmails: {
      id: 'users.listEmails',
      method: 'GET',
      path: '/users/:id/emails',
      access: 'users:read',
      query: ['limit', 'cursor', 'include', 'sort'],
      hasBody: false,
      paging: 'cursor',
    },
    listSignIns: {
      id: 'users.listSignIns',
      method: 'GET',
      path: '/users/:id/sign-ins',
      access: 'users:read',
      query: [],
      hasBody: false,
    },
    addGroup: {
      id: 'users.addGroup',
      method: 'PUT',
      path: '/users/:id/groups/:groupId',
      access: 'users:write',
      query: [],
      hasBody: false,
    },
    removeGroup: {
      id: 'users.removeGroup',
      method: 'DELETE',
      path: '/users/:id/groups/:groupId',
      access: 'users:write',
      query: [],
      hasBody: false,
    },
  },
  bulkOperations: {
    create: {
      id: 'bulkOperations.create',
      method: 'POST',
      path: '/users/bulk',
      access: 'users:write',
      query: [],
      hasBody: true,
    },
    preview: {
      id: 'bulkOperations.preview',
      method: 'POST',
      path: '/users/bulk/preview',
      access: 'users:write',
      query: [],
      hasBody: true,
    },
    list: {
      id: 'bulkOperations.list',
      method: 'GET',
      path: '/bulk-operations',
      access: 'users:read',
      query: ['limit', 'cursor', 'include', 'sort'],
      hasBody: false,
      paging: 'cursor',
    },
    get: {
      id: 'bulkOperations.get',
      method: 'GET',
      path: '/bulk-operations/:id',
      access: 'users:read',
      query: [],
      hasBody: false,
    },
    listFailures: {
      id: 'bulkOperations.listFailures',
      method: 'GET',
      path: '/bulk-operations/:id/failures',
      access: 'users:read',
      query: ['limit', 'cursor', 'include', 'sort'],
      hasBody: false,
      paging: 'cursor',
    },
    undo: {
      id: 'bulkOperations.undo',
      method: 'POST',
      path: '/bulk-operations/:id/undo',
      access: 'users:write',
      query: [],
      hasBody: false,
    },
  },
  userImports: {
    create: {
      id: 'userImports.create',
      method: 'POST',
      path: '/user-imports',
      access: 'users:write',
      query: [],
      hasBody: false,
      multipart: true,
    },
    list: {
      id: 'userImports.list',
      method: 'GET',
      path: '/user-imports',
      access: 'users:read',
      query: ['limit', 'cursor', 'include', 'sort'],
      hasBody: false,
      paging: 'cursor',
    },
    template: {
      id: 'userImports.template',
      method: 'GET',
      path: '/user-imports/template.csv',
      access: 'users:read',
      query: ['separator'],
      hasBody: false,
      contentType: 'text/csv',
    },
    get: {
      id: 'userImports.get',
      method: 'GET',
      path: '/user-imports/:id',
      access: 'users:read',
      query: [],
      hasBody: false,
    },
    update: {
      id: 'userImports.update',
      method: 'PATCH',
      path: '/user-imports/:id',
      access: 'users:write',
      query: [],
      hasBody: true,
    },
    listRows: {
      id: 'userImports.listRows',
      method: 'GET',
      path: '/user-imports/:id/rows',
      access: 'users:read',
      query: ['limit', 'cursor', 'include', 'sort', 'outcome', 'suggested'],
      hasBody: false,
      paging: 'cursor',
    },
    errorsCsv: {
      id: 'userImports.errorsCsv',
      method: 'GET',
      path: '/user-imports/:id/errors.csv',
      access: 'users:read',
      query: [],
      hasBody: false,
      contentType: 'text/csv',
    },
    commit: {
      id: 'userImports.commit',
      method: 'POST',
      path: '/user-imports/:id/commit',
      access: 'users:write',
      query: [],
      hasBody: true,
    },
    cancel: {
      id: 'userImports.cancel',
      method: 'DELETE',
      path: '/user-imports/:id',
      access: 'users:write',
      query: [],
      hasBody: false,
    },
  },
  savedViews: {
    list: {
      id: 'savedViews.list',
      method: 'GET',
      path: '/saved-views',
      access: 'users:read',
      query: [],
      hasBody: false,
    },
    create: {
      id: 'savedViews.create',
      method: 'POST',
      path: '/saved-views',
      access: 'users:read',
      query: [],
      hasBody: true,
    },
    update: {
      id: 'savedViews.update',
      method: 'PATCH',
      path: '/saved-views/:id',
      access: 'users:read',
      query: [],
      hasBody: true,
    },
    delete: {
      id: 'savedViews.delete',
      method: 'DELETE',
      path: '/saved-views/:id',
      access: 'users:read',
      query: [],
      hasBody: false,
    },
  },
  groups: {
    list: {
      id: 'groups.list',
      method: 'GET',
      path: '/groups',
      access: 'groups:read',
      query: ['limit', 'cursor', 'include', 'sort', 'q'],
      hasBody: false,
      paging: 'cursor',
    },
    create: {
      id: 'groups.create',
      method: 'POST',
      path: '/groups',
      access: 'groups:write',
      query: [],
      hasBody: true,
    },
    get: {
      id: 'groups.get',
      method: 'GET',
      path: '/groups/:id',
      access: 'groups:read',
      query: [],
      hasBody: false,
    },
    update: {
      id: 'groups.update',
      method: 'PATCH',
      path: '/groups/:id',
      access: 'groups:write',
      query: [],
      hasBody: true,
    },
    delete: {
      id: 'groups.delete',
      method: 'DELETE',
      path: '/groups/:id',
      access: 'groups:write',
      query: [],
      hasBody: false,
    },
    addUsers: {
      id: 'groups.addUsers',
      method: 'POST',
      path: '/groups/:id/users',
      access: 'groups:write',
      query: [],
      hasBody: true,
    },
    removeUsers: {
      id: 'groups.removeUsers',
      method: 'DELETE',
      path: '/groups/:id/users',
      access: 'groups:write',
      query: [],
      hasBody: true,
    },
  },
  invitations: {
    list: {
      id: 'invitations.list',
      method: 'GET',
      path: '/invitations',
      access: 'invitations:read',
      query: ['limit', 'cursor', 'include', 'sort', 'status', 'delivery'],
      hasBody: false,
      paging: 'cursor',
    },
    get: {
      id: 'invitations.get',
      method: 'GET',
      path: '/invitations/:id',
      access: 'invitations:read',
      query: [],
      hasBody: false,
    },
    resend: {
      id: 'invitations.resend',
      method: 'POST',
      path: '/invitations/:id/resend',
      access: 'invitations:write',
      query: [],
      hasBody: true,
    },
    revoke: {
      id: 'invitations.revoke',
      method: 'POST',
      path: '/invitations/:id/revoke',
      access: 'invitations:write',
      query: [],
      hasBody: false,
    },
  },
  account: {
    get: {
      id: 'account.get',
      method: 'GET',
      path: '/account',
      access: 'account:read',
      query: [],
      hasBody: false,
    },
    update: {
      id: 'account.update',
      method: 'PATCH',
      path: '/account',
      access: 'account:write',
      query: [],
      hasBody: true,
    },
    seats: {
      id: 'account.seats',
      method: 'GET',
      path: '/account/seats',
      access: 'account:read',
      query: [],
      hasBody: false,
    },
    overview: {
      id: 'account.overview',
      method: 'GET',
      path: '/account/overview',
      access: 'account:read',
      query: [],
      hasBody: false,
    },
    logo: {
      id: 'account.logo',
      method: 'GET',
      path: '/accounts/:id/logo',
      access: 'public',
      query: ['v'],
      hasBody: false,
      contentType: 'image/*',
    },
  },
  notifications: {
    list: {
      id: 'notifications.list',
      method: 'GET',
      path: '/notifications',
      access: 'signed-in',
      query: ['limit', 'cursor', 'include', 'sort', 'unread'],
      hasBody: false,
      paging: 'cursor',
    },
    read: {
      id: 'notifications.read',
      method: 'POST',
      path: '/notifications/read',
      access: 'signed-in',
      query: [],
      hasBody: true,
    },
    getSettings: {
      id: 'notifications.getSettings',
      method: 'GET',
      path: '/notification-settings',
      access: 'account:read',
      query: [],
      hasBody: false,
    },
    saveSettings: {
      id: 'notifications.saveSettings',
      method: 'PUT',
      path: '/notification-settings',
      access: 'account:read',
      query: [],
      hasBody: true,
    },
    unsubscribePage: {
      id: 'notifications.unsubscribePage',
      method: 'GET',
      path: '/unsubscribe/:token',
      access: 'public',
      query: [],
      hasBody: false,
      contentType: 'text/html',
    },
    unsubscribe: {
      id: 'notifications.unsubscribe',
      method: 'POST',
      path: '/unsubscribe/:token',
      access: 'public',
      query: [],
      hasBody: false,
      rawBody: ['application/x-www-form-urlencoded', 'application/json', 'multipart/form-data'],
      contentType: 'text/html',
    },
    stream: {
      id: 'notifications.stream',
      method: 'GET',
      path: '/events-stream',
      access: 'signed-in',
      query: [],
      hasBody: false,
      contentType: 'text/event-stream',
    },
  },
  emailTemplates: {
    list: {
      id: 'emailTemplates.list',
      method: 'GET',
      path: '/email-templates',
      access: 'email_templates:read',
      query: ['locale'],
      hasBody: false,
    },
    get: {
      id: 'emailTemplates.get',
      method: 'GET',
      path: '/email-templates/:key',
      access: 'email_templates:read',
      query: ['locale'],
      hasBody: false,
    },
    save: {
      id: 'emailTemplates.save',
      method: 'PUT',
      path: '/email-templates/:key',
      access: 'email_templates:write',
      query: ['locale'],
      hasBody: true,
    },
    reset: {
      id: 'emailTemplates.reset',
      method: 'DELETE',
      path: '/email-templates/:key',
      access: 'email_templates:write',
      query: ['locale'],
      hasBody: false,
    },
    update: {
      id: 'emailTemplates.update',
      method: 'PATCH',
      path: '/email-templates/:key',
      access: 'email_templates:write',
      query: [],
      hasBody: true,
    },
    listVersions: {
      id: 'emailTemplates.listVersions',
      method: 'GET',
      path: '/email-templates/:key/versions',
      access: 'email_templates:read',
      query: ['limit', 'cursor', 'include', 'sort', 'locale'],
      hasBody: false,
      paging: 'cursor',
    },
    getVersion: {
      id: 'emailTemplates.getVersion',
      method: 'GET',
      path: '/email-templates/:key/versions/:version',
      access: 'email_templates:read',
      query: ['locale'],
      hasBody: false,
    },
    restoreVersion: {
      id: 'emailTemplates.restoreVersion',
      method: 'POST',
      path: '/email-templates/:key/versions/:version/restore',
      access: 'email_templates:write',
      query: ['locale'],
      hasBody: false,
    },
    preview: {
      id: 'emailTemplates.preview',
      method: 'POST',
      path: '/email-templates/:key/preview',
      access: 'email_templates:read',
      query: ['locale'],
      hasBody: true,
    },
    test: {
      id: 'emailTemplates.test',
      method: 'POST',
      path: '/email-templates/:key/test',
      access: 'email_templates:write',
      query: ['locale'],
      hasBody: true,
    },
  },
  emails: {
    list: {
      id: 'emails.list',
      method: 'GET',
      path: '/emails',
      access: 'emails:read',
      query: ['limit', 'cursor', 'include', 'sort', 'status', 'template', 'q'],
      hasBody: false,
      paging: 'cursor',
    },
    get: {
      id: 'emails.get',
      method: 'GET',
      path: '/emails/:id',
      access: 'emails:read',
      query: [],
      hasBody: false,
    },
    retry: {
      id: 'emails.retry',
      method: 'POST',
      path: '/emails/:id/retry',
      access: 'emails:write',
      query: [],
      hasBody: false,
    },
    retryFailed: {
      id: 'emails.retryFailed',
      method: 'POST',
      path: '/emails/retry',
      access: 'emails:write',
      query: [],
      hasBody: true,
    },
    receiveResend: {
      id: 'emails.receiveResend',
      method: 'POST',
      path: '/webhooks/resend',
      access: 'public',
      query: [],
      hasBody: false,
      rawBody: ['application/json'],
    },
  },
  auditEvents: {
    list: {
      id: 'auditEvents.list',
      method: 'GET',
      path: '/audit-events',
      access: 'audit:read',
      query: ['limit', 'cursor', 'include', 'sort', 'actor', 'action', 'target', 'from', 'to'],
      hasBody: false,
      paging: 'cursor',
    },
  },
  apiKeys: {
    list: {
      id: 'apiKeys.list',
      method: 'GET',
      path: '/api-keys',
      access: 'api_keys:read',
      query: ['limit', 'cursor', 'include', 'sort'],
      hasBody: false,
      paging: 'cursor',
    },
    get: {
      id: 'apiKeys.get',
      method: 'GET',
      path: '/api-keys/:id',
      access: 'api_keys:read',
      query: [],
      hasBody: false,
    },
    create: {
      id: 'apiKeys.create',
      method: 'POST',
      path: '/api-keys',
      access: 'api_keys:write',
      query: [],
      hasBody: true,
    },
    update: {
      id: 'apiKeys.update',
      method: 'PATCH',
      path: '/api-keys/:id',
      access: 'api_keys:write',
      query: [],
      hasBody: true,
    },
    delete: {
      id: 'apiKeys.delete',
      method: 'DELETE',
      path: '/api-keys/:id',
      access: 'api_keys:write',
      query: [],
      hasBody: false,
    },
    rotate: {
      id: 'apiKeys.rotate',
      method: 'POST',
      path: '/api-keys/:id/rotate',
      access: 'api_keys:write',
      query: [],
      hasBody: true,
    },
    requests: {
      id: 'apiKeys.requests',
      method: 'GET',
      path: '/api-keys/:id/requests',
      access: 'api_keys:read',
      query: ['limit', 'cursor', 'include', 'sort', 'outcome'],
      hasBody: false,
      paging: 'cursor',
    },
    limits: {
      id: 'apiKeys.limits',
      method: 'GET',
      path: '/api-keys/:id/limits',
      access: 'api_keys:read',
      query: [],
      hasBody: false,
    },
  },
  webhookEndpoints: {
    list: {
      id: 'webhookEndpoints.list',
      method: 'GET',
      path: '/webhook-endpoints',
      access: 'webhooks:read',
      query: ['limit', 'cursor', 'include', 'sort'],
      hasBody: false,
      paging: 'cursor',
    },
    get: {
      id: 'webhookEndpoints.get',
      method: 'GET',
      path: '/webhook-endpoints/:id',
      access: 'webhooks:read',
      query: [],
      hasBody: false,
    },
    create: {
      id: 'webhookEndpoints.create',
      method: 'POST',
      path: '/webhook-endpoints',
      access: 'webhooks:write',
      query: [],
      hasBody: true,
    },
    update: {
      id: 'webhookEndpoints.update',
      method: 'PATCH',
      path: '/webhook-endpoints/:id',
      access: 'webhooks:write',
      query: [],
      hasBody: true,
    },
    delete: {
      id: 'webhookEndpoints.delete',
      method: 'DELETE',
      path: '/webhook-endpoints/:id',
      access: 'webhooks:write',
      query: [],
      hasBody: false,
    },
    rotateSecret: {
      id: 'webhookEndpoints.rotateSecret',
      method: 'POST',
      path: '/webhook-endpoints/:id/rotate-secret',
      access: 'webhooks:write',
      query: [],
      hasBody: false,
    },
    test: {
      id: 'webhookEndpoints.test',
      method: 'POST',
      path: '/webhook-endpoints/:id/test',
      access: 'webhooks:write',
      query: [],
      hasBody: false,
    },
    deliveries: {
      id: 'webhookEndpoints.deliveries',
      method: 'GET',
      path: '/webhook-endpoints/:id/deliveries',
      access: 'webhooks:read',
      query: ['limit', 'cursor', 'include', 'sort', 'status'],
      hasBody: false,
      paging: 'cursor',
    },
    replay: {
      id: 'webhookEndpoints.replay',
      method: 'POST',
      path: '/webhook-endpoints/:id/replay',
      access: 'webhooks:write',
      query: [],
      hasBody: true,
    },
  },
  webhookDeliveries: {
    get: {
      id: 'webhookDeliveries.get',
      method: 'GET',
      path: '/webhook-deliveries/:id',
      access: 'webhooks:read',
      query: [],
      hasBody: false,
    },
    redeliver: {
      id: 'webhookDeliveries.redeliver',
      method: 'POST',
      path: '/webhook-deliveries/:id/redeliver',
      access: 'webhooks:write',
      query: [],
      hasBody: false,
    },
  },
  eventFeed: {
    list: {
      id: 'eventFeed.list',
      method: 'GET',
      path: '/events',
      access: 'events:read',
      query: ['after', 'types', 'limit'],
      hasBody: false,
      paging: 'after',
    },
  },
  service: {
    info: {
      id: 'service.info',
      method: 'GET',
      path: '/service-info',
      access: 'public',
      query: [],
      hasBody: false,
    },
  },
  mailbox: {
    list: {
      id: 'mailbox.list',
      method: 'GET',
      path: '/mailbox',
      access: 'public',
      query: ['limit', 'cursor', 'include', 'sort', 'to'],
      hasBody: false,
      paging: 'cursor',
    },
  },
};
// src/core/deprecation.ts
/**
 * Reads the response headers `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and `Link`; undefined without any.
 */
function readDeprecation({ id }, headers) {
  const deprecation = headers.get('deprecation');
  const sunset = headers.get('sunset');
  if (deprecation === null && sunset === null) return void 0;
  return {
    endpoint: id,
    since: dateOf(deprecation),
    sunset: dateOf(sunset),
    link: /<([^>]+)>\s*;[^,]*\brel="?(?:deprecation|sunset)\b/.exec(headers.get('link') ?? '')?.[1],
  };
}
/** A structured date (`@` and seconds, RFC 9651) or an HTTP date. */
function dateOf(text) {
  const seconds = /^@(-?\d+)/.exec(text ?? '')?.[1];
  const date = new Date(seconds === void 0 ? (text ?? '') : Number(seconds) * 1e3);
  return Number.isNaN(date.getTime()) ? void 0 : date;
}
// src/core/route.ts
/** Returns the names of a route's path parameters, in order. */
function paramNames({ path }) {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
}
// src/core/request.ts
/**
 * Builds the URL of a call: fills in path parameters, repeats repeated query values, leaves out absent ones.
 * @param baseUrl the base URL of the API, e.g. `https://muster.example.com/api/v1`
 * @throws TypeError if a path parameter is missing; the URL would be that of another endpoint
 */
function urlOf(baseUrl, route, { params = {}, query = {} } = {}) {
  let path = route.path;
  for (const name of paramNames(route)) path = path.replace(`:${name}`, segment(name, params[name]));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const values = Array.isArray(value) ? value : [value];
    for (const one of values) if (one !== void 0 && one !== '') search.append(name, String(one));
  }
  const text = search.toString();
  return `${baseUrl}${path}${text && `?${text}`}`;
}
function segment(name, value) {
  const text = value === void 0 || value === null ? '' : String(value);
  if (text === '' || /^\.{1,2}$/.test(text)) throw new TypeError(`The path parameter "${name}" is missing.`);
  return encodeURIComponent(text);
}
/** The body of a call and its content type; a form sets its own. */
function bodyOf({ rawBody }, { body, form }) {
  if (form)
    return {
      body: formDataOf(form),
      contentType: void 0,
    };
  if (body === void 0)
    return {
      body: null,
      contentType: void 0,
    };
  if (rawBody)
    return {
      body,
      contentType: rawBody[0],
    };
  return {
    body: JSON.stringify(body),
    contentType: 'application/json',
  };
}
/** The fields come before the file, so that the server has them when the file streams in (RFC 7578). */
function formDataOf({ file, ...fields }) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== void 0) data.append(name, String(value));
  if (!(file instanceof Blob)) throw new TypeError('`file` must be a File or a Blob.');
  data.append('file', file);
  return data;
}
// src/core/retry.ts
/**
 * `Error.cause.code` of connections that were never made, in Node and similar runtimes. Browsers do not
 * expose it.
 */
const neverConnected = /* @__PURE__ */ new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** Statuses of temporary failures. */
const passing = /* @__PURE__ */ new Set([500, 502, 503, 504]);
const longestPause = 8e3;
/**
 * Returns how long to wait before a failed call is retried.
 * @param problem the problem of the last attempt
 * @param isRepeatable whether the call is idempotent
 * @param tries the number of attempts so far
 * @returns milliseconds, or undefined if a retry would not help or is not safe
 */
function pauseBefore(problem, isRepeatable, tries, { retryDelay, maxRetryDelay }) {
  if (!wasNotDone(problem) && !(isRepeatable && mayPass(problem))) return void 0;
  const requestedMs = (problem.retryAfter ?? 0) * 1e3;
  if (requestedMs > maxRetryDelay) return void 0;
  const pause = Math.min(retryDelay * 2 ** (tries - 1), longestPause) * (0.5 + Math.random() / 2);
  return Math.max(requestedMs, pause);
}
/** Whether a call is idempotent. A POST is with an `Idempotency-Key`. */
function isRepeatable({ method }, idempotencyKey) {
  return method === 'POST' ? idempotencyKey !== void 0 : method !== 'PATCH';
}
/** Whether the server certainly did nothing, so that any call can be retried. */
function wasNotDone({ code, status, cause }) {
  if (status === 429) return code !== 'too_many_attempts';
  return code === 'idempotency_in_progress' || hasNotConnected(cause);
}
function mayPass({ code, status }) {
  return code === 'network_unreachable' || code === 'timed_out' || passing.has(status);
}
function hasNotConnected(error) {
  const cause = error instanceof Error ? error.cause : void 0;
  return cause instanceof Error && 'code' in cause && neverConnected.has(String(cause.code));
}
// src/core/call.ts
/** In milliseconds. Longer timers fire immediately. */
const longestTimer = 2 ** 31 - 1;
/**
 * Calls an endpoint. Retries failures where that can help and is safe.
 * @param route an endpoint of the contracts, or its entry in the published table
 * @returns the parsed JSON of the response; the unread `Response` itself if it is not JSON
 * @throws ProblemError for any failure; the signal's reason if it aborts
 */
async function call(settings, route, input, options = {}) {
  const key = keyOf(route, options);
  const headers = headersOf(settings, route, options, key);
  const { maxRetries = settings.maxRetries } = options;
  for (let tries = 1; ; tries += 1)
    try {
      return await attempt(settings, route, input, headers, options);
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!(error instanceof ProblemError) || tries > maxRetries) throw error;
      const pause = pauseBefore(error, isRepeatable(route, key), tries, settings);
      if (pause === void 0) throw error;
      await sleep(pause, options.signal);
    }
}
async function attempt(
  settings,
  route,
  input,
  headers,
  { signal, timeout = route.multipart ? settings.uploadTimeout : settings.timeout },
) {
  const limit = new AbortController();
  const giveUp = () => limit.abort(new DOMException('No answer in time.', 'TimeoutError'));
  const timer = setTimeout(giveUp, Math.min(timeout, longestTimer));
  try {
    const { body, contentType } = bodyOf(route, input);
    const request = new Request(urlOf(settings.baseUrl, route, input), {
      method: route.method,
      headers:
        contentType === void 0
          ? headers
          : {
              ...headers,
              'content-type': contentType,
            },
      body,
      signal: signal ? AbortSignal.any([signal, limit.signal]) : limit.signal,
      credentials: settings.credentials,
    });
    const response = await settings.fetch(request).catch((error) => Promise.reject(unanswered(error)));
    reportDeprecation(settings, route, response);
    if (!response.ok) throw await readProblem(response);
    return await read$1(route, response);
  } finally {
    clearTimeout(timer);
  }
}
async function read$1(route, response) {
  if (route.contentType) return response;
  const text = await response.text().catch((error) => Promise.reject(unanswered(error)));
  if (text === '') return void 0;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(response, error);
  }
}
/** Public endpoints take no idempotency key, because keys belong to an account. */
function keyOf({ method, access }, { idempotencyKey }) {
  if (method !== 'POST' || access === 'public') return void 0;
  return idempotencyKey ?? newKey();
}
function headersOf(settings, { contentType }, options, key) {
  return {
    accept: `${contentType ?? 'application/json'}, application/problem+json`,
    ...settings.headers(),
    ...(key === void 0 ? {} : { 'idempotency-key': key }),
    ...options.headers,
  };
}
function reportDeprecation({ onDeprecated }, route, { headers }) {
  const deprecation = onDeprecated && readDeprecation(route, headers);
  if (deprecation) onDeprecated(deprecation);
}
function sleep(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const wake = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', wake);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', wake, { once: true });
  });
}
/** Returns a random UUID (RFC 9562, version 4). Browsers have `randomUUID` only on secure pages. */
function newKey() {
  if (globalThis.isSecureContext !== false) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(/* @__PURE__ */ new Uint8Array(16));
  bytes[6] = (Number(bytes[6]) & 15) | 64;
  bytes[8] = (Number(bytes[8]) & 63) | 128;
  return [...bytes]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
// src/core/settings.ts
/** The default settings. */
const defaults = {
  timeout: 3e4,
  uploadTimeout: 9e5,
  maxRetries: 2,
  retryDelay: 500,
  maxRetryDelay: 6e4,
};
// src/listing.ts
/**
 * Combines the pages of a list into one sequence.
 * @param paging how the list is paged
 * @param read loads a page; its argument is added to the query for pages after the first
 */
function listing(paging, read) {
  async function* pages() {
    let next;
    do {
      const page = await read(next === void 0 ? {} : { [paging]: next });
      yield page;
      next = following(paging, page);
    } while (next !== void 0);
  }
  async function* items() {
    for await (const { data } of pages()) yield* data;
  }
  return {
    then: (onPage, onError) => read({}).then(onPage, onError),
    pages,
    [Symbol.asyncIterator]: items,
  };
}
function following(paging, { nextCursor, nextAfter, hasMore }) {
  if (paging === 'cursor') return nextCursor ?? void 0;
  return hasMore ? (nextAfter ?? void 0) : void 0;
}
// src/muster.ts
/**
 * Creates a client of the API.
 * @throws TypeError if `baseUrl` is not an http(s) URL, or the key is malformed
 */
function createMuster(options) {
  const settings = settingsOf(options);
  const nouns = Object.entries(table).map(([noun, verbs]) => {
    const methods = Object.entries(verbs).map(([verb, route]) => [verb, methodOf(settings, route)]);
    return [noun, Object.fromEntries(methods)];
  });
  return Object.fromEntries(nouns);
}
function settingsOf({ baseUrl, apiKey, headers, onDeprecated, ...rest }) {
  const own = {
    ...headers,
    ...(apiKey === void 0 ? {} : { authorization: `Bearer ${checkedKey(apiKey)}` }),
  };
  const given = Object.entries(rest).filter(([, value]) => value !== void 0);
  return {
    ...defaults,
    fetch: (...parts) => globalThis.fetch(...parts),
    ...Object.fromEntries(given),
    baseUrl: checkedUrl(baseUrl),
    headers: () => own,
    credentials: apiKey === void 0 ? 'same-origin' : 'omit',
    onDeprecated: onDeprecated && oncePerEndpoint(onDeprecated),
  };
}
function checkedUrl(baseUrl) {
  if (!URL.canParse(baseUrl) || !/^https?:$/.test(new URL(baseUrl).protocol))
    throw new TypeError('`baseUrl` must be an address such as https://muster.example.com.');
  return `${baseUrl.replace(/\/+$/, '')}${basePath}`;
}
/**
 * Checks the key here: a trailing line break (from a file) would otherwise fail far away with an unclear
 * error.
 */
function checkedKey(apiKey) {
  if (!/^[\w-]+$/.test(apiKey))
    throw new TypeError('`apiKey` must be a key such as mst_live_…, and nothing else.');
  return apiKey;
}
function oncePerEndpoint(report) {
  const reported = /* @__PURE__ */ new Set();
  return (deprecation) => {
    if (reported.has(deprecation.endpoint)) return;
    reported.add(deprecation.endpoint);
    report(deprecation);
  };
}
function methodOf(settings, route) {
  const { paging } = route;
  const send = async (input, options) => call(settings, route, partsOf(route, input), options);
  if (!paging) return (input = {}, options) => send(input, options);
  return (input = {}, options) =>
    listing(paging, (next) =>
      send(
        {
          ...input,
          ...next,
        },
        options,
      ),
    );
}
/** Splits a method's input into path, query and body. */
function partsOf(route, input) {
  const params = pick(input, paramNames(route));
  const query = pick(input, route.query);
  const rest = Object.fromEntries(
    Object.entries(input).filter(([name]) => !(name in params) && !(name in query)),
  );
  if (route.multipart)
    return {
      params,
      query,
      form: rest,
    };
  if (route.rawBody)
    return {
      params,
      query,
      body: rest.body,
    };
  if (route.hasBody)
    return {
      params,
      query,
      body: rest,
    };
  const [stray] = Object.keys(rest);
  if (stray !== void 0) throw new TypeError(`${route.id} knows no "${stray}".`);
  return {
    params,
    query,
  };
}
function pick(input, names) {
  return Object.fromEntries(names.filter((name) => name in input).map((name) => [name, input[name]]));
}
// src/webhooks.ts
/** The error `verifyWebhook` throws for an invalid request. Respond with 400 and ignore the request. */
var WebhookVerificationError = class extends Error {
  reason;
  constructor(reason, message) {
    super(message);
    this.name = 'WebhookVerificationError';
    this.reason = reason;
  }
};
/**
 * Verifies that a webhook is from Muster and recent (Standard Webhooks 1.0: HMAC-SHA256 over id, time and
 * body).
 * @param body the raw body: text or bytes, never parsed and serialised again
 * @param headers of the request
 * @param secrets the endpoint's `whsec_…`; several during a rotation
 * @throws WebhookVerificationError if it is not valid; TypeError if a secret is malformed
 */
async function verifyWebhook(
  body,
  headers,
  secrets,
  { tolerance = 300, now = /* @__PURE__ */ new Date() } = {},
) {
  if (typeof body !== 'string' && !(body instanceof Uint8Array))
    throw new TypeError('`body` must be the text or bytes that came, not what they were parsed to.');
  const id = read(headers, 'webhook-id');
  const timestamp = read(headers, 'webhook-timestamp');
  const signatures = signaturesOf(read(headers, 'webhook-signature'));
  checkTime(timestamp, tolerance, now);
  const signed = concat(encode(`${id}.${timestamp}.`), typeof body === 'string' ? encode(body) : body);
  const checks = (await Promise.all([secrets].flat().map(importKey))).flatMap((key) =>
    signatures.map((one) => crypto.subtle.verify('HMAC', key, one, signed)),
  );
  if (!(await Promise.all(checks)).includes(true))
    throw new WebhookVerificationError('signature_invalid', 'No signature fits the secret and the body.');
  return {
    ...parse(body),
    id,
  };
}
function read(headers, name) {
  const value = headers instanceof Headers ? headers.get(name) : headerOf(headers, name);
  if (!value) throw new WebhookVerificationError('header_missing', `The header ${name} is missing.`);
  return value;
}
function headerOf(headers, name) {
  const [, value] = Object.entries(headers).find(([key]) => key.toLowerCase() === name) ?? [];
  return typeof value === 'string' ? value : value?.[0];
}
function checkTime(timestamp, tolerance, now) {
  if (!/^\d{1,12}$/.test(timestamp))
    throw new WebhookVerificationError(
      'timestamp_invalid',
      'The time of the attempt is no number of seconds.',
    );
  const age = Math.floor(now.getTime() / 1e3) - Number(timestamp);
  if (age > tolerance) throw new WebhookVerificationError('timestamp_too_old', `It was sent ${age} s ago.`);
  if (-age > tolerance)
    throw new WebhookVerificationError('timestamp_too_new', `It was sent ${-age} s from now.`);
}
/** The `v1` signatures of the header; other versions are ignored. */
function signaturesOf(header) {
  return header.split(' ').flatMap((part) => {
    const [version, text = ''] = part.split(',');
    const bytes = version === 'v1' ? decode(text) : void 0;
    return bytes ? [bytes] : [];
  });
}
async function importKey(secret) {
  const bytes = decode(secret.replace(/^whsec_/, ''));
  if (!bytes || bytes.length === 0) throw new TypeError('A webhook secret looks like whsec_… (base64).');
  return crypto.subtle.importKey(
    'raw',
    bytes,
    {
      name: 'HMAC',
      hash: 'SHA-256',
    },
    false,
    ['verify'],
  );
}
function parse(body) {
  try {
    return JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body));
  } catch {
    throw new WebhookVerificationError('body_invalid', 'The body is signed, but no JSON.');
  }
}
function encode(text) {
  return new TextEncoder().encode(text);
}
function decode(base64) {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return;
  }
}
function concat(first, second) {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

export { createMuster, ProblemError, verifyWebhook, WebhookVerificationError };
