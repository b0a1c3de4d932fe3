/** All that is ever shown of a secret. */
export function LastFour({ end }: { end: string }) {
  return (
    <bdi dir="ltr" className="font-medium tracking-wide">
      <span aria-hidden>••••</span>
      {end}
    </bdi>
  );
}
