import pino, { type Logger } from 'pino';

/** Fields that are never logged, wherever they appear in a logged object. */
const secretFields = [
  'password',
  'currentPassword',
  'newPassword',
  'token',
  'refreshToken',
  'accessToken',
  'authorization',
  'cookie',
  'html',
  'text',
  'sealed',
];

/**
 * Lines are written in batches, twice a second or 4 kB at a time: each one separately would cost as much as a
 * statement.
 */
const writing = { sync: false, minLength: 4_096, periodicFlush: 500 };

/**
 * Creates the logger: one JSON line per entry, with the request's id and without secrets.
 * @param level the lowest level that is written
 */
export function createLogger(level: string): Logger {
  const paths = secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  return pino(
    {
      level,
      redact: { paths: [...paths, 'req.headers', 'res.headers["set-cookie"]'], censor: '[hidden]' },
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: {
        req: (request: { method: string; url: string; ip: string }) => ({
          method: request.method,
          path: loggedPath(request.url),
          ip: request.ip,
        }),
        err: (error: unknown) => redactError(pino.stdSerializers.err(error as Error)),
      },
    },
    pino.destination(writing),
  );
}

/**
 * The path of a request as it is logged: no query, which may contain search terms, and nothing longer than a UUID between
 * two slashes. Tokens of links are longer, and mail gateways move them from the fragment into the path.
 */
export function loggedPath(url: string): string {
  const [path = ''] = url.split(/[?#]/);
  return path.replace(/[^/]{37,}/g, '[hidden]').slice(0, 300);
}

// Database errors quote the values of the refused row.
function redactError(error: { message?: string; stack?: string }): object {
  const withoutValues = (text?: string) =>
    text?.replace(/Failing row contains \(.*?\)/gs, 'Failing row hidden');
  return { ...error, message: withoutValues(error.message), stack: withoutValues(error.stack) };
}
