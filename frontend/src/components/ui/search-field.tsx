import { Search, X } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { inputLook } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";

const pauseMs = 250;

interface SearchFieldProps {
  label: string;
  clear: string;
  search: string;
  onSearch: (search: string) => void;
}

/** Searches when the typing pauses. */
export function SearchField({ label, clear, search, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(search);
  const [shown, setShown] = useState(search);
  const submit = useEffectEvent(onSearch);

  if (search !== shown) {
    setShown(search);
    setText(search);
  }

  useEffect(() => {
    if (text.trim() === search) return;
    const timer = setTimeout(() => submit(text.trim()), pauseMs);
    return () => clearTimeout(timer);
  }, [text, search]);

  return (
    <div role="search" className="relative grow md:max-w-96">
      <Search aria-hidden className="pointer-events-none absolute inset-y-0 start-3 my-auto size-4 text-ink-3" strokeWidth={1.7} />
      <input
        type="search"
        dir={text ? "auto" : undefined}
        value={text}
        maxLength={longest.search}
        onChange={(event) => setText(event.target.value)}
        aria-label={label}
        placeholder={label}
        className={`${inputLook} px-10 text-page-start text-ellipsis [&::-webkit-search-cancel-button]:hidden`}
      />
      {text && (
        <IconButton
          icon={X}
          label={clear}
          onClick={() => {
            setText("");
            onSearch("");
          }}
          className="absolute inset-y-0 end-0 my-auto"
        />
      )}
    </div>
  );
}
