// Says that the app could not be loaded, in place of an empty page. A file of its own that needs nothing else.
addEventListener(
  'error',
  ({ target }) => {
    if (!(target instanceof HTMLScriptElement)) return;
    const show = () => document.getElementById('not-loaded')?.removeAttribute('hidden');
    if (document.readyState === 'loading') addEventListener('DOMContentLoaded', show);
    else show();
  },
  true,
);
addEventListener('click', ({ target }) => {
  if (target instanceof Element && target.closest('#not-loaded button')) location.reload();
});
