import { type Extensions, getSchema } from '@tiptap/core';
import { TextAlign } from '@tiptap/extension-text-align';
import { StarterKit } from '@tiptap/starter-kit';
import { ButtonNode } from './button-node.ts';
import { isTarget } from './target.ts';
import { type ChipStyle, VariableNode } from './variable-node.ts';

/**
 * The features of the visual editor. Bodies that use others are edited as HTML, see `isLossless`.
 * @param styleOf returns the style of an expression's chip; only needed on screen
 */
export function bodyExtensions(styleOf?: (expression: string) => ChipStyle): Extensions {
  return [
    StarterKit.configure({
      code: false,
      codeBlock: false,
      heading: { levels: [1, 2, 3, 4] },
      link: {
        openOnClick: false,
        defaultProtocol: 'https',
        HTMLAttributes: { target: null, rel: null },
        isAllowedUri: isTarget,
      },
    }),
    TextAlign.configure({
      types: ['heading', 'paragraph', 'button'],
      alignments: ['left', 'center', 'right', 'justify', 'start', 'end'],
    }),
    styleOf ? VariableNode.configure({ styleOf }) : VariableNode,
    ButtonNode,
  ];
}

/** The schema of bodies, for parsing and serialising them without an editor. */
export const bodySchema = getSchema(bodyExtensions());
