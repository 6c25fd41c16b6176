/**
 * A `fetch` that reports upload progress. Otherwise it behaves like the browser's: the same cookies and
 * headers, a `TypeError` if there is no response, the signal's reason if it was aborted. It holds the body in
 * memory, so use it only for uploads with a size limit.
 * @param onSent called with the share of the body that has been sent, from 0 to 1
 */
export function fetchWithProgress(onSent: (share: number) => void): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { signal } = request;
    const body = await request.arrayBuffer();
    signal.throwIfAborted();
    onSent(0);
    return new Promise((resolve, reject) => {
      const sending = new XMLHttpRequest();
      const giveUp = () => sending.abort();
      sending.open(request.method, request.url);
      for (const [name, value] of request.headers) sending.setRequestHeader(name, value);
      sending.upload.addEventListener('progress', ({ loaded, total }) =>
        onSent(total > 0 ? loaded / total : 0),
      );
      sending.addEventListener('load', () => resolve(answerOf(sending)));
      sending.addEventListener('error', () => reject(new TypeError('No answer came.')));
      sending.addEventListener('abort', () => reject(signal.reason));
      sending.addEventListener('loadend', () => signal.removeEventListener('abort', giveUp));
      signal.addEventListener('abort', giveUp);
      sending.send(body);
    });
  };
}

function answerOf(sent: XMLHttpRequest): Response {
  const headers = new Headers();
  for (const line of sent.getAllResponseHeaders().split('\r\n')) {
    const [name = '', value] = line.split(/: (.*)/, 2);
    if (value !== undefined) headers.append(name, value);
  }
  // An empty body becomes null, because responses like 204 must not have one.
  return new Response(sent.responseText || null, { status: sent.status, headers });
}
