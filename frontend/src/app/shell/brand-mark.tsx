import { AudioLines } from "lucide-react";

export function BrandMark() {
  return (
    <span aria-hidden className="grid size-8 shrink-0 place-items-center rounded-[10px] bg-accent text-accent-ink">
      <AudioLines className="size-4.5" strokeWidth={2} />
    </span>
  );
}
