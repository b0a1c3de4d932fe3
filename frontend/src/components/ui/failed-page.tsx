import { Failure } from "./failure";
import { Page, PageHeader } from "./page";

interface FailedPageProps {
  title: string;
  back: { to: string; label: string };
  error: unknown;
  onRetry: () => void;
}

/** One thing's page that could not be read: still named, with the way back. */
export function FailedPage({ title, back, error, onRetry }: FailedPageProps) {
  return (
    <Page>
      <PageHeader back={back} title={title} />
      <Failure page error={error} onRetry={onRetry} />
    </Page>
  );
}
