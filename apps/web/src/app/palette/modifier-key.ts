/** The key that shortcuts are pressed with, as keyboards name it. */
export const modifierKey = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl';
