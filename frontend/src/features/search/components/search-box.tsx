import { Search, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { IconButton } from "@/components/ui/icon-button";
import { inputLook } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { cn } from "@/lib/cn";
import { usePaused } from "@/lib/use-paused";
import { fewestLetters, useSearch } from "../api/search";
import { type Hit, hitsOf } from "../hits";
import { SearchResults } from "./search-results";

const pauseMs = 180;

/** One box over everything, on every page: Ctrl K or a tap opens it. On a phone it takes the whole screen. */
export function SearchBox() {
  const { t } = useTranslation(["search", "common"]);
  const go = useNavigate();
  const listId = useId();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const asked = usePaused(text.trim(), pauseMs);
  const search = useSearch(asked);
  const isLongEnough = asked.length >= fewestLetters;
  const hits = isLongEnough && search.data ? hitsOf(search.data, (id) => t("common:hiddenPerson", { id })) : [];
  const active = hits[Math.min(chosen, hits.length - 1)];

  const open = useEffectEvent(() => {
    setOpen(true);
    input.current?.focus();
    input.current?.select();
  });
  const closeOutside = useEffectEvent((target: EventTarget | null) => {
    if (isOpen && !box.current?.contains(target as Node)) setOpen(false);
  });

  useEffect(() => {
    function onKey(event: globalThis.KeyboardEvent) {
      if ((event.ctrlKey || event.metaKey) && event.code === "KeyK") {
        event.preventDefault();
        open();
      }
    }
    const onPress = (event: PointerEvent) => closeOutside(event.target);
    addEventListener("keydown", onKey);
    addEventListener("pointerdown", onPress);
    return () => {
      removeEventListener("keydown", onKey);
      removeEventListener("pointerdown", onPress);
    };
  }, []);

  useEffect(() => {
    if (isOpen) input.current?.focus();
  }, [isOpen]);

  function close() {
    setOpen(false);
    input.current?.blur();
  }

  function choose(hit: Hit) {
    close();
    void go(hit.to);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape") close();
    if (event.key === "Tab") setOpen(false);
    if (event.key === "Enter" && active) choose(active);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || hits.length === 0) return;
    event.preventDefault();
    setChosen((Math.min(chosen, hits.length - 1) + step + hits.length) % hits.length);
  }

  return (
    <div
      ref={box}
      role="search"
      className={cn("min-w-0 md:relative md:max-w-105 md:grow", isOpen && "max-md:fixed max-md:inset-0 max-md:z-40 max-md:flex max-md:flex-col max-md:bg-bg")}
    >
      {!isOpen && <IconButton icon={Search} label={t("open")} onClick={() => setOpen(true)} className="md:hidden" />}
      <div className={cn("relative flex items-center gap-1 max-md:h-14 max-md:border-b max-md:border-line max-md:px-3", !isOpen && "max-md:hidden")}>
        <Search aria-hidden className="pointer-events-none absolute inset-y-0 start-3 my-auto size-4 text-ink-3 max-md:start-6" strokeWidth={1.7} />
        <input
          ref={input}
          type="text"
          role="combobox"
          enterKeyHint="search"
          autoComplete="off"
          spellCheck={false}
          dir={text ? "auto" : undefined}
          value={text}
          maxLength={longest.search}
          aria-label={t("label")}
          placeholder={t("label")}
          aria-expanded={isOpen && text.trim() !== ""}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && active ? `${listId}-${active.key}` : undefined}
          onFocus={() => setOpen(true)}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(0);
            setOpen(true);
          }}
          onKeyDown={onKeyDown}
          className={cn(inputLook, "text-page-start", text ? "px-10" : "ps-9 md:pe-17")}
        />
        {!text && (
          <kbd aria-hidden className="pointer-events-none absolute inset-y-0 end-2.5 my-auto h-fit rounded-[5px] border border-line px-1.5 font-sans text-xs text-ink-3 max-md:hidden">
            Ctrl K
          </kbd>
        )}
        {text && (
          <IconButton
            icon={X}
            label={t("clear")}
            onClick={() => {
              setText("");
              input.current?.focus();
            }}
            className="absolute inset-y-0 end-0 my-auto max-md:hidden"
          />
        )}
        <IconButton icon={X} label={t("close")} onClick={close} className="md:hidden" />
      </div>
      {isOpen && text.trim() !== "" && (
        <SearchResults
          id={listId}
          text={asked}
          isLongEnough={isLongEnough}
          search={search}
          hits={hits}
          active={active}
          onActive={(hit) => setChosen(hits.indexOf(hit))}
          onChoose={choose}
        />
      )}
    </div>
  );
}
