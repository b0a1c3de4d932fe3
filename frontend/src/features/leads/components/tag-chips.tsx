import { Chip } from "@/components/ui/chip";

/** The first `most` tags, and how many more there are. */
export function TagChips({ tags, most }: { tags: string[]; most: number }) {
  if (tags.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-1">
      {tags.slice(0, most).map((tag) => (
        <Chip key={tag} className="max-w-36 !shrink">
          <bdi dir="auto" className="truncate">
            {tag}
          </bdi>
        </Chip>
      ))}
      {tags.length > most && <Chip>+{tags.length - most}</Chip>}
    </p>
  );
}
