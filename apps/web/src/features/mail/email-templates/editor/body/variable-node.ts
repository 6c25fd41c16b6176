import { InputRule, Node, nodePasteRule } from '@tiptap/core';
import type { NodeType } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import classes from './chip.module.css';
import { inBraces, variablePattern } from './variable.ts';

/** The style of an expression's chip: its label, and whether the e-mail has the variable. */
export interface ChipStyle {
  readonly label: string;
  /** Announced before the label by screen readers. */
  readonly kind: string;
  readonly hint: string;
  readonly isKnown: boolean;
}

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    variable: {
      /**
       * Inserts a variable at the caret, with the marks of the surrounding text.
       * @param typed how many characters before the caret it replaces
       */
      insertVariable: (expression: string, typed?: number) => ReturnType;
    };
  }
}

interface VariableOptions {
  styleOf: (expression: string) => ChipStyle;
}

const plain = (expression: string): ChipStyle => ({
  label: expression,
  kind: '',
  hint: expression,
  isKnown: true,
});

/** A `{{ variable }}` as an atomic node: it can be inserted, moved and removed, but not edited. */
export const VariableNode = Node.create<VariableOptions>({
  name: 'variable',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: true,
  draggable: true,

  addOptions: () => ({ styleOf: plain }),

  addAttributes: () => ({
    expression: {
      default: '',
      parseHTML: (element) => element.dataset.variable ?? '',
      renderHTML: ({ expression }) => ({ 'data-variable': String(expression) }),
    },
  }),

  parseHTML: () => [{ tag: 'span[data-variable]' }],
  renderHTML: ({ node, HTMLAttributes }) => ['span', HTMLAttributes, inBraces(String(node.attrs.expression))],
  renderText: ({ node }) => inBraces(String(node.attrs.expression)),

  addCommands() {
    return {
      insertVariable:
        (expression, typed = 0) =>
        ({ tr, dispatch }) => {
          const { from, to } = tr.selection;
          if (dispatch) put(tr, this.type, expression, { from: from - typed, to });
          return true;
        },
    };
  },

  // A typed variable becomes a chip, too.
  addInputRules() {
    const find = new RegExp(`${variablePattern('i').source}$`, 'i');
    return [
      new InputRule({
        find,
        handler: ({ state, range, match }) => {
          put(state.tr, this.type, match[1] ?? '', range);
        },
      }),
    ];
  },
  addPasteRules() {
    const getAttributes = (match: ArrayLike<string>) => ({ expression: match[1] });
    return [nodePasteRule({ find: variablePattern('gi'), type: this.type, getAttributes })];
  },

  addNodeView() {
    return ({ node }) => ({ dom: chip(this.options.styleOf(String(node.attrs.expression))) });
  },
});

function put(tr: Transaction, type: NodeType, expression: string, range: { from: number; to: number }) {
  const { $from } = tr.selection;
  const marks = $from.parent.type.allowedMarks(tr.storedMarks ?? $from.marks());
  tr.replaceRangeWith(range.from, range.to, type.create({ expression }, null, marks));
}

function chip({ label, kind, hint, isKnown }: ChipStyle): HTMLElement {
  const element = document.createElement('span');
  element.className = `${classes.chip}`;
  element.title = hint;
  element.contentEditable = 'false';
  if (!isKnown) element.dataset.unknown = '';
  const before = document.createElement('span');
  before.className = `${classes.spoken}`;
  before.textContent = `${kind} `;
  element.append(before, label);
  return element;
}
