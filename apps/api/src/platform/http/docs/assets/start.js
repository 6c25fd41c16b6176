// Opens the reference. Requests go to where this page came from: the CSP allows no other place.
const answer = await fetch('/api/openapi.json');
const spec = await answer.json();
spec.servers = [{ url: location.origin }];

window.SwaggerUIBundle({
  spec,
  dom_id: '#docs',
  deepLinking: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: 0,
  defaultModelExpandDepth: 2,
  displayRequestDuration: true,
  filter: true,
  syntaxHighlight: false,
  validatorUrl: null,
  withCredentials: true,
  requestInterceptor(request) {
    request.userFetch = fetchAsSignedIn;
    return request;
  },
});

// Swagger UI draws its lists of examples without names.
new MutationObserver(() => {
  for (const list of document.querySelectorAll('select.examples-select-element:not([aria-label])'))
    list.setAttribute('aria-label', 'Example');
}).observe(document.body, { childList: true, subtree: true });

/** Asks; where the short-lived cookie has run out, renews it as the app does and asks once more. */
async function fetchAsSignedIn(url, request) {
  const first = await fetch(url, request);
  if (first.status !== 401 || request.headers.Authorization) return first;
  const renewal = await fetch('/api/v1/auth/refresh', { method: 'POST' });
  return renewal.ok ? fetch(url, request) : first;
}
