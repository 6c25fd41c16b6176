import { Blob as NodeBlob, File as NodeFile } from 'node:buffer';
import { act } from '@testing-library/react';
import { onTestFinished, vi } from 'vitest';

/** For tests that upload: Node's `fetch` accepts only Node's own forms and files, not jsdom's. */
export async function useNodeForms(): Promise<void> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const form = await new Response('', { headers }).formData();
  vi.stubGlobal('FormData', form.constructor);
  vi.stubGlobal('Blob', NodeBlob);
  vi.stubGlobal('File', NodeFile);
}

/** Controls the progress of `XMLHttpRequest` uploads from the test. */
export function aSlowLine() {
  const requests: SlowRequest[] = [];
  class Slow extends SlowRequest {
    override send() {
      requests.push(this);
    }
  }
  const { XMLHttpRequest: usual } = globalThis;
  vi.stubGlobal('XMLHttpRequest', Slow);
  onTestFinished(() => void vi.stubGlobal('XMLHttpRequest', usual));
  const current = () => vi.waitFor(() => requests[0] ?? Promise.reject(new Error('Nothing is sent.')));
  return {
    /** @param share the share of the body that has been sent, 0 to 1 */
    sent: async (share: number) => {
      const { upload } = await current();
      const progress = new ProgressEvent('progress', { loaded: share * 1000, total: 1000 });
      act(() => void upload.dispatchEvent(progress));
    },
    answers: async (status: number, answer: unknown) => {
      const request = await current();
      Object.assign(request, { status, responseText: JSON.stringify(answer) });
      act(() => void request.dispatchEvent(new ProgressEvent('load')));
    },
    isCut: () => requests.some(({ isAborted }) => isAborted),
  };
}

class SlowRequest extends EventTarget {
  readonly upload = new EventTarget();
  status = 0;
  responseText = '';
  isAborted = false;
  open() {}
  setRequestHeader() {}
  send() {}
  getAllResponseHeaders() {
    return 'content-type: application/json\r\n';
  }
  abort() {
    this.isAborted = true;
    this.dispatchEvent(new ProgressEvent('abort'));
  }
}
