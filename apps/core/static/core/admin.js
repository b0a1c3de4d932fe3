/*
 * Unfold's administration under a policy that forbids scripts to be written into a page or evaluated.
 *
 * The file unfold/js/alpine/alpine.js beside this one is Alpine's own build for such a policy (@alpinejs/csp,
 * MIT), served in place of Unfold's. It reads an attribute's expression itself, one expression each, and shows
 * it no globals. So the functions Unfold writes as globals are registered here, and the few attributes it
 * cannot read, or that would write a style into the page, are said otherwise.
 */
"use strict";

(() => {
  const SAID_OTHERWISE = new Map([
    ["openSearchResults = true; currentIndex = 0", "searchOpen()"],
    [
      "openSearchResults = false; if ($refs.searchInput.value === '') { $refs.searchInput.blur() } else { $refs.searchInput.value = '' }",
      "searchEscape()",
    ],
    [
      "sidebarDesktopOpen = !sidebarDesktopOpen; localStorage.setItem('sidebarDesktopOpen', sidebarDesktopOpen ? '1' : '0');",
      "sidebarDesktopOpen = !sidebarDesktopOpen",
    ],
    ["'width: ' + changeListWidth + 'px'", "{ width: changeListWidth + 'px' }"],
    ["if (!$event.metaKey && !$event.ctrlKey) selectItem(true, false)", "commandEnter($event, true)"],
    ["if (!$event.metaKey && !$event.ctrlKey) selectItem(false, false)", "commandEnter($event, false)"],
  ]);
  const PAGE_START = /^activeTab = (?:getCurrentTab\(\) \|\| )?'([^']*)';\s*\$watch\('sidebarDesktopOpen', .*\);$/s;

  /* What every attribute of a page may use; `this` is what the attribute's own element knows. */
  const everywhere = {
    localStorage: {
      getItem: (name) => localStorage.getItem(name),
      setItem: (name, value) => localStorage.setItem(name, value),
    },
    window: { location: { pathname: location.pathname, search: location.search } },
    moveRecords: (event) => moveRecords(event),
    sortRecords: (event) => sortRecords(event),
    pageStart(tab) {
      this.activeTab = getCurrentTab() || tab;
      this.$watch("sidebarDesktopOpen", (isOpen) => localStorage.setItem("sidebarDesktopOpen", isOpen ? "1" : "0"));
    },
    searchOpen() {
      this.openSearchResults = true;
      this.currentIndex = 0;
    },
    searchEscape() {
      this.openSearchResults = false;
      if (this.$refs.searchInput.value === "") this.$refs.searchInput.blur();
      else this.$refs.searchInput.value = "";
    },
    commandEnter(event, isRemembered) {
      if (!event.metaKey && !event.ctrlKey) this.selectItem(isRemembered, false);
    },
  };

  const say = (expression) =>
    SAID_OTHERWISE.get(expression) ?? expression.replace(PAGE_START, (_, tab) => `pageStart('${tab}')`);

  document.addEventListener("alpine:init", () => {
    Alpine.data("theme", (given) => ({ ...theme(given), ...everywhere }));
    Alpine.data("searchForm", () => searchForm());
    Alpine.data("searchDropdown", () => searchDropdown());
    Alpine.data("searchCommand", () => searchCommand());
    for (const element of document.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        const said = value.trim();
        if (name.startsWith("x-") && say(said) !== said) element.setAttribute(name, say(said));
      }
    }
  });
})();
