import { Component, type ReactNode } from 'react';

/** If not even the texts of the app can be loaded, shows the message of `index.html` in place of an empty page. */
export class LastResort extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override componentDidCatch() {
    document.getElementById('not-loaded')?.removeAttribute('hidden');
  }

  override render() {
    return this.state.hasFailed ? null : this.props.children;
  }
}
