import { type RefObject, useEffect, useRef, useState } from "react";

interface StickToEnd {
  end: RefObject<HTMLDivElement | null>;
  /** Something was added while the reader was elsewhere. */
  behind: boolean;
  jump: () => void;
}

/** Keeps the end in sight as `length` grows, unless the reader has scrolled away: then it only says so. */
export function useStickToEnd(active: boolean, length: number): StickToEnd {
  const end = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const seen = useRef(length);
  const [behind, setBehind] = useState(false);

  useEffect(() => {
    if (!active || !end.current) return;
    const observer = new IntersectionObserver((entries) => {
      atEnd.current = entries.at(-1)?.isIntersecting ?? false;
      if (atEnd.current) setBehind(false);
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [active]);

  useEffect(() => {
    if (!active || length === seen.current) return;
    seen.current = length;
    if (atEnd.current) end.current?.scrollIntoView({ block: "end" });
    else setBehind(true);
  }, [active, length]);

  return { end, behind, jump: () => end.current?.scrollIntoView({ block: "end", behavior: "smooth" }) };
}
