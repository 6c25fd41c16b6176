import { mergeAttributes, Node } from '@tiptap/core';
import classes from './chip.module.css';

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    button: {
      /** Inserts a button after the paragraph that contains the caret. */
      insertButton: (attributes: { href: string; label: string }) => ReturnType;
    };
  }
}

const selector = 'a[data-button]';

/** A button of an e-mail: a paragraph with exactly one link, in the account's colour. */
export const ButtonNode = Node.create({
  name: 'button',
  group: 'block',
  content: '(text | variable)*',
  marks: '',
  defining: true,

  addAttributes: () => ({
    href: { default: '', rendered: false },
  }),

  parseHTML: () => [
    {
      tag: 'p',
      priority: 100,
      contentElement: selector,
      getAttrs: (element) => {
        const [only, ...others] = [...element.childNodes].filter((node) => node.textContent?.trim() !== '');
        const isButton = others.length === 0 && only instanceof HTMLElement && only.matches(selector);
        return isButton ? { href: only.getAttribute('href') ?? '' } : false;
      },
    },
    {
      tag: selector,
      priority: 1100,
      getAttrs: (element) => ({ href: element.getAttribute('href') ?? '' }),
    },
  ],
  renderHTML: ({ node, HTMLAttributes }) => [
    'p',
    mergeAttributes(HTMLAttributes),
    ['a', { 'data-button': '', href: String(node.attrs.href) }, 0],
  ],

  addNodeView() {
    return ({ HTMLAttributes }) => {
      const dom = document.createElement('p');
      for (const [name, value] of Object.entries(HTMLAttributes)) dom.setAttribute(name, String(value));
      const contentDOM = document.createElement('span');
      contentDOM.className = `${classes.button}`;
      dom.append(contentDOM);
      return { dom, contentDOM };
    };
  },

  addCommands() {
    return {
      insertButton:
        ({ href, label }) =>
        ({ chain, state }) => {
          const { $from } = state.selection;
          const after = $from.depth > 0 ? $from.after(1) : $from.pos;
          const content = { type: this.name, attrs: { href }, content: [{ type: 'text', text: label }] };
          // Selects the label, because the person types it next.
          const written = { from: after + 1, to: after + 1 + label.length };
          return chain().insertContentAt(after, content).setTextSelection(written).run();
        },
    };
  },

  // Enter leaves the button, because a second line would become a second button.
  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => {
        const { $from, empty } = editor.state.selection;
        if (!empty || $from.parent.type !== this.type) return false;
        const after = $from.after();
        return editor
          .chain()
          .insertContentAt(after, { type: 'paragraph' })
          .setTextSelection(after + 1)
          .run();
      },
    };
  },
});
