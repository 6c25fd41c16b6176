// Follows the system's colour scheme. A file of its own, because the CSP allows no inline script; before the first
// paint, because nobody likes a flash.
const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();
