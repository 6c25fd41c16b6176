import { type Extensions, getSchema } from '@tiptap/core';
import { TextAlign } from '@tiptap/extension-text-align';
import { StarterKit } from '@tiptap/starter-kit';
import { ButtonNode } from './button-node.ts';
import { isTarget } from './target.ts';
import { type ChipStyle, VariableNode } from './variable-node.ts';

/**
 * What the visual editor can do. Bodies that hold more are edited as HTML, see `isKept`.
 * @param styleOf how the chip of an expression looks; only needed on screen
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

/** The schema of bodies, for parsing and writing them without an editor. */
export const bodySchema = getSchema(bodyExtensions());
