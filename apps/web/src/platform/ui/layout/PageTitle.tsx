/** Names the document. `PageHeader` does it for its page; use this where there is no such header. */
export function PageTitle({ children }: { children: string }) {
  return <title>{`${children} · Muster`}</title>;
}
